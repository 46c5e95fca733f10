using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Tests.MyData;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>Letters that come back, as <c>.eml</c> files in a folder (rule M6). Each test has people of its own; the clock is shared and only moves on.</summary>
[Rule("M6")]
public sealed class BouncesTests : IClassFixture<BouncesTests.Host>
{
    private readonly SiteHost _site;

    public BouncesTests(Host host) => _site = host.Site;

    [Fact]
    public async Task AnAddressThatCannotBeReached_IsSuppressed_AndNothingIsSentThereAnyMore()
    {
        const string Address = "gone@beispiel.example";
        var back = await _site.Ask(Address);
        var file = await _site.Lay(Dsn.Report(back, original: Address));
        Assert.Equal(1, await _site.ReadBounces());
        Assert.False(File.Exists(file));
        var letter = Assert.Single(await _site.LettersTo(Address));
        Assert.Equal(("5.1.1", true), (letter.BounceStatus, letter.BouncedAt == letter.Prospect?.BouncedAt));
        var suppression = Assert.Single(await _site.SuppressedAs(Address));
        Assert.Equal((SuppressionReason.Bounced, Duration.FromDays(180)), (suppression.Reason, suppression.Until - suppression.At));

        using var client = _site.Prospect();
        _site.Clock.Advance(Duration.FromHours(2));
        using var again = await client.SignUp(Forms.Webinar, Address);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(WithheldReason.Unreachable, (await _site.LettersTo(Address))[^1].WithheldReason);
    }

    [Fact, Rule("P7"), Rule("P17")]
    public async Task TheEvidence_SaysWhichLetterAndWhatTheServerSaid_AndNoAddress()
    {
        const string Address = "proof@beispiel.example";
        await _site.Lay(Dsn.Report(await _site.Ask(Address), status: "5.1.10 (unknown user)", original: Address));
        await _site.ReadBounces();
        var letter = Assert.Single(await _site.LettersTo(Address));
        var recorded = await _site.InDb(db => db.Set<Payload>().Where(p => p.About == letter.Submission && p.Event.Act == Act.Bounced).Select(p => p.Bytes).SingleAsync());
        var said = Encoding.UTF8.GetString(recorded);
        Assert.Contains($"{letter.PublicId}", said, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"5.1.10\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("@", said, StringComparison.Ordinal);
        Assert.DoesNotContain(_site.Log.Lines, l => l.Contains(Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheSameMessageTwice_ChangesNothingMore()
    {
        const string Address = "again@beispiel.example";
        var message = Dsn.Report(await _site.Ask(Address), original: Address);
        await _site.Lay(message);
        await _site.ReadBounces();
        var (held, suppressed) = (await _site.Held(), await _site.SuppressedAs(Address));
        _site.Clock.AdvanceMinutes(5);
        await _site.Lay(message);
        await _site.Lay(message);
        Assert.Equal(2, await _site.ReadBounces());
        Assert.Equal(held, await _site.Held());
        Assert.Equal(suppressed.Select(s => s.At), (await _site.SuppressedAs(Address)).Select(s => s.At));
    }

    [Theory]
    [InlineData("4.4.1")]
    [InlineData("5.2.2")]
    public async Task ALetterThatTheServerGaveUpOn_IsSentAgainTwice_WithGrowingPauses(string status)
    {
        var address = $"later-{status}@beispiel.example";
        var back = await _site.Ask(address);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await _site.Lay(Dsn.Report(back, status: status, original: address));
            await _site.ReadBounces();
            var again = (await _site.LettersTo(address))[^1];
            Assert.Equal($"once/bounced/{attempt}", again.Occasion);
            Assert.Equal("once", again.FirstOccasion);
            Assert.Equal(_site.Clock.GetCurrentInstant() + Duration.FromHours(4 * attempt), again.DueAt);
            _site.Clock.Advance(Duration.FromHours(4 * attempt));
            await _site.With<Postman, int>(p => p.Deliver(TestContext.Current.CancellationToken));
            back = (await _site.Mail.WaitFor(m => m.IsTo(address) && m.Message.MessageId?.StartsWith($"{again.PublicId:N}", StringComparison.Ordinal) == true)).From;
        }

        await _site.Settled();
        await _site.Lay(Dsn.Report(back, status: status, original: address));
        await _site.ReadBounces();
        Assert.Equal(3, (await _site.LettersTo(address)).Count(l => l.BounceStatus == status));
        Assert.Empty(await _site.SuppressedAs(address));
    }

    [Fact]
    public async Task WhatIsOnlyDelayed_IsLeftToTheServer()
    {
        const string Address = "slow@beispiel.example";
        await _site.Lay(Dsn.Report(await _site.Ask(Address), "delayed", "4.4.7", Address));
        Assert.Equal(1, await _site.ReadBounces());
        Assert.Null(Assert.Single(await _site.LettersTo(Address)).BouncedAt);
    }

    [Fact]
    public async Task ARefusalByPolicy_SuppressesForDaysOnly_ItMayBeOurOwnFault()
    {
        const string Address = "policy@beispiel.example";
        await _site.Lay(Dsn.Report(await _site.Ask(Address), status: "5.7.26", original: Address));
        await _site.ReadBounces();
        var suppression = Assert.Single(await _site.SuppressedAs(Address));
        Assert.Equal(Duration.FromDays(7), suppression.Until - suppression.At);
    }

    [Fact]
    public async Task TheRecipient_MayBeForwardedElsewhere_OrWrittenInXtext()
    {
        var forwarded = await _site.Ask("forwards@beispiel.example");
        var tagged = await _site.Ask("with+news@beispiel.example");
        await _site.Lay(Dsn.Report(forwarded, final: "somebody@gmail.example"));
        await _site.Lay(Dsn.Report(tagged.ToUpperInvariant(), original: "with+2Bnews@Beispiel.example"));
        Assert.Equal(2, await _site.ReadBounces());
        Assert.NotNull(Assert.Single(await _site.LettersTo("with+news@beispiel.example")).BouncedAt);
    }

    [Theory]
    [InlineData("delivered", "2.0.0")]
    [InlineData("delivered", "5.1.1")]
    [InlineData("failed", "2.1.5")]
    [InlineData("failed", "no such mailbox")]
    [InlineData("relayed", "5.1.1")]
    [InlineData("failed", "5.1.1", "bob@beispiel.example")]
    [InlineData("failed", "5.1.1", "nonsense")]
    public async Task AReportThatLies_DoesNothing(string action, string status, string? original = null)
    {
        var address = $"lie-{Guid.NewGuid():N}@beispiel.example";
        var back = await _site.Ask(address);
        await DoesNothing(Dsn.Report(back, action, status, original), address);
    }

    [Fact]
    public async Task WhatIsNoReport_OrNamesNoLetterOfOurs_DoesNothing()
    {
        const string Address = "not-a-bounce@beispiel.example";
        var back = await _site.Ask(Address);
        var other = await _site.Ask("other-letter@beispiel.example");
        var whole = Dsn.Report(back, original: Address);
        await DoesNothing(Dsn.Away(back), Address);
        await DoesNothing(Dsn.Report(BouncingSite.Bounces, original: Address), Address);
        await DoesNothing(Dsn.Report(back.Replace("+a", "+b", StringComparison.Ordinal)[..^1], original: Address), Address);
        await DoesNothing(Dsn.Report($"{back}, {other}", original: Address), Address);
        await DoesNothing(Dsn.Report(Forged(back), original: Address), Address);
        await DoesNothing(Dsn.Report("somebody@wegwarte.example", original: Address, more: $"X-Note: {back}\r\n"), Address);
        await DoesNothing(whole[..(whole.Length / 3)], Address);
        await DoesNothing([], Address);
        await DoesNothing([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))], Address);
        await DoesNothing([.. whole, .. new byte[BounceReport.MaxBytes]], Address);
        await DoesNothing(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\n", 10_000))), Address);
    }

    [Fact]
    public async Task AFileHalfWritten_IsLeftUntilItIsWhole_AndWhatIsStillUnreadableLaterIsPutAside()
    {
        const string Address = "half@beispiel.example";
        var whole = Dsn.Report(await _site.Ask(Address), original: Address);
        var file = await _site.Lay(whole[..200], old: TimeSpan.Zero);
        Assert.Equal(0, await _site.ReadBounces());
        Assert.True(File.Exists(file));
        await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        Assert.Equal(1, await _site.ReadBounces());
        Assert.False(File.Exists(file));

        var never = await _site.Lay(whole[..200], old: TimeSpan.Zero);
        _site.Clock.AdvanceMinutes(2);
        await _site.ReadBounces();
        Assert.True(File.Exists(Moved(never, "unknown")));
    }

    [Fact, Rule("M4")]
    public async Task ALetterThatNobodySent_CannotComeBack()
    {
        const string Address = "unsent@beispiel.example";
        await _site.Ask(Address);
        var letter = Assert.Single(await _site.LettersTo(Address));
        var id = Guid.NewGuid();
        await _site.InDb(db => db.Set<OutboxRow>().Where(o => o.Id == letter.Id).ExecuteUpdateAsync(u => u.SetProperty(o => o.Attempts, 0)));
        var back = await _site.With<Verp, string?>(v => Task.FromResult(v.Sender(letter.PublicId)?.Address));
        var unknown = await _site.With<Verp, string?>(v => Task.FromResult(v.Sender(id)?.Address));
        await DoesNothing(Dsn.Report(back ?? "", original: Address), Address);
        await DoesNothing(Dsn.Report(unknown ?? "", original: Address), Address);
    }

    private async Task DoesNothing(byte[] message, string address)
    {
        var before = await _site.Held();
        var file = await _site.Lay(message);
        Assert.Equal(0, await _site.ReadBounces());
        Assert.True(File.Exists(Moved(file, "unknown")));
        Assert.Equal(before, await _site.Held());
        Assert.Null((await _site.LettersTo(address))[0].BouncedAt);
        Assert.Empty(await _site.SuppressedAs(address));
    }

    private static string Moved(string file, string folder) => Path.Combine(Path.GetDirectoryName(file) ?? "", folder, Path.GetFileName(file));

    // One letter of the token is another.
    private static string Forged(string back)
    {
        var at = back.IndexOf('+', StringComparison.Ordinal) + 5;
        return back[..at] + (back[at] == 'q' ? 'r' : 'q') + back[(at + 1)..];
    }

    /// <summary>The site of these tests.</summary>
    public sealed class Host : IAsyncDisposable
    {
        public SiteHost Site { get; } = BouncingSite.New().Started();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
