using System.Text;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.Tests.MyData;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>What is published goes to the data protection officer too, where nobody here can take it back (rule C4).</summary>
public sealed class CheckpointPostTests : IAsyncLifetime
{
    private const string Officer = "datenschutz@wegwarte.example";

    private readonly SiteHost _site = new();

    public async ValueTask InitializeAsync()
    {
        _site.Started();
        // Every five minutes it would come in between: here it runs when the test says so.
        _site.Services.GetRequiredService<IRecurringJobManager>().RemoveIfExists("checkpoints");
        using var client = _site.Prospect();
        await client.SignUp("/en/newsletter", "somebody@example.org");
        // So that no other letter is on its way when a test ends its mail server.
        await _site.Settled();
        await Seal();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("C4"), Rule("M4")]
    public async Task WhatIsPublished_IsMailedOnce_Exactly()
    {
        await Task.WhenAll(Post(), Post(), Post());
        await Post();
        var letter = Assert.Single(_site.Mail.Received, m => m.IsTo(Officer));
        Assert.Equal(await Published(), Attached(letter));
        Assert.Contains("verify-evidence --checkpoint checkpoint.txt", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", letter.Text, StringComparison.Ordinal);
    }

    [Fact, Rule("C4")]
    public async Task TheNext_IsMailedWhenItIsPublished()
    {
        await Post();
        _site.Clock.AdvanceHours(25);
        await Seal();
        await Post();
        Assert.Equal(2, _site.Mail.Received.Count(m => m.IsTo(Officer)));
        Assert.Equal(await Published(), Attached(_site.Mail.Received.Last(m => m.IsTo(Officer))));
    }

    [Fact, Rule("C4"), Rule("M4")]
    public async Task WhileMailIsDown_ItWaits_AndGoesUnderTheSameMessageId()
    {
        // Also over a connection that is still open.
        _site.Mail.Faults = new() { Recipient = _ => "451 4.3.2 later" };
        await Post();
        Assert.Contains(_site.Log.Lines, l => l.Contains("could not be mailed to the data protection officer", StringComparison.Ordinal));
        _site.Mail.Faults = new();
        await Post();
        Assert.DoesNotContain(_site.Mail.Received, m => m.IsTo(Officer));
        _site.Clock.AdvanceMinutes(16);
        await Post();
        var letter = Assert.Single(_site.Mail.Received, m => m.IsTo(Officer));
        await _site.InDb(db => db.Set<CheckpointLetter>().ExecuteUpdateAsync(u => u.SetProperty(l => l.SentAt, (Instant?)null)));
        _site.Clock.AdvanceMinutes(16);
        await Post();
        Assert.Equal(letter.Message.MessageId, _site.Mail.Received.Last(m => m.IsTo(Officer)).Message.MessageId);
    }

    private Task Post() => _site.With<CheckpointPost, bool>(async post =>
    {
        await post.Run(TestContext.Current.CancellationToken);
        return true;
    });

    private Task Seal() => _site.With<Sealer, bool>(async sealer =>
    {
        await sealer.Run(TestContext.Current.CancellationToken);
        return true;
    });

    private async Task<string> Published() => (await _site.With<LogBook, Checkpoint?>(logs => logs.Published()))?.Note ?? "";

    private static string Attached(ReceivedMail letter)
    {
        using var bytes = new MemoryStream();
        letter.Message.Attachments.OfType<MimePart>().Single(p => p.FileName == "checkpoint.txt").Content?.DecodeTo(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
