using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>Somebody signs up for one thing after the other. One confirmation letter an hour may go to an address (rule M7), and none of what they asked for is lost by that.</summary>
[Rule("M7")]
public sealed class TwoInARowTests : IAsyncDisposable
{
    private const string Alice = "alice@beispiel.example";

    private readonly SiteHost _site = new();

    [Fact]
    public async Task TheLetterForAnotherForm_WaitsForItsHour_AndThenComes()
    {
        using var client = _site.Prospect();
        foreach (var form in new[] { Forms.Webinar, "/de/newsletter", "/de/webinare/a-yes-that-lasts" })
        {
            (await client.SignUp(form, Alice)).Dispose();
        }

        await _site.Mail.WaitForMailTo(Alice, "Platz");
        Assert.Equal([0, 60, 120], (await Letters()).Select(o => (int)(o.DueAt - SiteHost.Beginning).TotalMinutes));
        Assert.All(await Letters(), o => Assert.Null(o.WithheldAt));
        Assert.Single(_site.Mail.Received);

        _site.Clock.Advance(Duration.FromHours(1));
        await _site.Mail.WaitForMailTo(Alice, "Newsletter");
        Assert.Equal(2, _site.Mail.Received.Count);
    }

    [Fact]
    public async Task TheSameFormOnceMore_AndWhatGoesBeyondTheDay_AreHeldBack()
    {
        using var client = _site.Prospect();
        foreach (var form in new[] { "/de/newsletter", "/de/newsletter", Forms.Webinar, "/de/webinare/a-yes-that-lasts", Forms.Webinar })
        {
            (await client.SignUp(form, Alice)).Dispose();
        }

        Assert.Equal([null, WithheldReason.RecipientLimit, null, null, WithheldReason.RecipientLimit], (await Letters()).Select(o => o.WithheldReason));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private Task<List<OutboxRow>> Letters() => _site.InDb(db => db.Set<OutboxRow>().AsNoTracking().OrderBy(o => o.Id).ToListAsync());
}
