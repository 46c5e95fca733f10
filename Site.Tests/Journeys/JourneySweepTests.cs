using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Journeys;

/// <summary>The letters of journeys.yml, by a clock that tests move: reminders, the recording, the next webinar.</summary>
public sealed class JourneySweepTests : IAsyncDisposable
{
    private const string Alice = "alice@beispiel.example";
    private const string Recorded = "join: https://live.wegwarte.example/raum/fragen-statt-sammeln\nrecording: https://live.wegwarte.example/band/fragen-statt-sammeln";
    private const string NotRecorded = "join: https://live.wegwarte.example/raum/fragen-statt-sammeln";

    private static readonly Instant _end = AnnouncingHost.Start + Duration.FromMinutes(30);

    private readonly AnnouncingHost _site = new AnnouncingHost().Ready();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("M4"), Rule("M5")]
    public async Task EachReminder_ComesOnce_AndNoneThatWasDueBeforeTheConfirmation()
    {
        await _site.Join(Alice);
        await At(AnnouncingHost.Start - Duration.FromHours(25));
        Assert.Equal(0, await Count(Alice, LetterKind.Reminder));
        await At(AnnouncingHost.Start - Duration.FromHours(23));
        await At(AnnouncingHost.Start - Duration.FromHours(22));
        Assert.Equal(1, await Count(Alice, LetterKind.Reminder));
        await _site.Join("bob@beispiel.example");
        await At(AnnouncingHost.Start - Duration.FromMinutes(50));
        await At(AnnouncingHost.Start - Duration.FromMinutes(49));
        Assert.Equal((2, 1), (await Count(Alice, LetterKind.Reminder), await Count("bob@beispiel.example", LetterKind.Reminder)));
    }

    [Fact, Rule("M4")]
    public async Task ALeadThatChanges_RemindsNobodyTwice()
    {
        await _site.Join(Alice);
        await At(AnnouncingHost.Start - Duration.FromHours(20));
        await _site.Plan("journeys.yml", "24 hours before", "18 hours before");
        await At(AnnouncingHost.Start - Duration.FromHours(17));
        Assert.Equal(1, await Count(Alice, LetterKind.Reminder));
    }

    [Fact, Rule("M5")]
    public async Task AMovedWebinar_IsRemindedOfAnew_AndAQueuedReminderOfTheOldStartStays()
    {
        await _site.Join(Alice);
        _site.Clock.Reset(AnnouncingHost.Start - Duration.FromHours(20));
        _site.Mail.Faults = new SmtpFaults { Recipient = _ => "451 4.3.0 later" };
        await _site.Sweep();
        await Patience.Until(async () => (await _site.Letters(Alice))[^1] is { Kind: LetterKind.Reminder, LastError: not null, Claim: null });
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        await _site.Announce();
        _site.Mail.Faults = new SmtpFaults();
        _site.Clock.Advance(Duration.FromHours(1));
        Assert.Equal([LetterKind.Welcome, LetterKind.Moved], await _site.Sent(Alice));
        await At(Instant.FromUtc(2026, 3, 31, 16, 0));
        Assert.Equal([LetterKind.Welcome, LetterKind.Moved, LetterKind.Reminder], await _site.Sent(Alice));
    }

    [Fact, Rule("M5")]
    public async Task AWebinarMovedSoNear_ThatTheReminderWasDueBefore_IsToldOnce()
    {
        await _site.Join(Alice);
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-03-03 10:00");
        await _site.Announce();
        await _site.Sweep();
        Assert.Equal([LetterKind.Welcome, LetterKind.Moved], await _site.Sent(Alice));
    }

    [Fact, Rule("M4"), Rule("P10")]
    public async Task TheRecording_GoesOnce_ToThoseWhoWereRegistered_WhenThereIsOne()
    {
        await _site.Join(Alice, more: [("given-name", "Alice"), ("family-name", "Muster")]);
        await At(_end + Duration.FromDays(2));
        Assert.Equal(0, await Count(Alice, LetterKind.FollowUp));
        await _site.Plan(NotRecorded, Recorded);
        await At(_end + Duration.FromDays(3));
        await At(_end + Duration.FromDays(4));
        Assert.Equal(1, await Count(Alice, LetterKind.FollowUp));
        await _site.Settle(Alice);
        var letter = await _site.Mail.WaitForMailTo(Alice, "Zum Nachsehen: Fragen statt sammeln");
        Assert.Contains("Guten Tag Alice Muster,", letter.Text, StringComparison.Ordinal);
        Assert.Contains("https://live.wegwarte.example/band/fragen-statt-sammeln", letter.Text, StringComparison.Ordinal);
        Assert.Contains("Verwendet haben wir dafür: E-Mail-Adresse, Vorname, Nachname.", Joined(letter.Text), StringComparison.Ordinal);
        Assert.Null(letter.Message.Headers["List-Unsubscribe"]);
        Assert.DoesNotContain("Vielleicht auch", letter.Text, StringComparison.Ordinal);
    }

    [Theory, Rule("M5")]
    [InlineData(16, "too late")]
    [InlineData(2, "called off")]
    public async Task NoRecording_ComesMuchTooLate_OrOfWhatWasCalledOff(int days, string how)
    {
        await _site.Join(Alice);
        if (how == "called off")
        {
            await _site.Plan("state: planned", "state: cancelled");
            await _site.Announce();
        }

        await _site.Plan(NotRecorded, Recorded);
        await At(_end + Duration.FromDays(days));
        Assert.Equal(0, await Count(Alice, LetterKind.FollowUp));
    }

    [Fact, Rule("P10"), Rule("M2"), Rule("M4")]
    public async Task TheNextWebinar_IsOffered_ToWhoOrderedTheNewsletter_Once_WithTheReason()
    {
        await _site.Join(Alice, more: [("agree", "newsletter"), ("agree", "personalisation"), ("topic", "consent")]);
        await _site.Join("bob@beispiel.example");
        await _site.Join("carol@beispiel.example", "/de/newsletter");
        await At(_end + Duration.FromDays(8));
        await At(_end + Duration.FromDays(9));
        Assert.Equal((1, 0, 0), (await Count(Alice, LetterKind.Next), await Count("bob@beispiel.example", LetterKind.Next), await Count("carol@beispiel.example", LetterKind.Next)));
        await _site.Settle(Alice);
        var letter = await _site.Mail.WaitForMailTo(Alice, "Als Nächstes: Das Ja, das hält");
        Assert.Contains("Weil Sie uns gesagt haben, dass Sie „Einwilligung", Joined(letter.Text), StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", letter.Message.Headers["List-Unsubscribe-Post"]);
        Assert.NotEmpty(letter.Links("/de/widerrufen/"));
        Assert.Matches("Sie haben am .{5,20} 2026 bei Ihrer Anmeldung für „.+“ auch unseren Newsletter bestellt\\. Diese Einladung kommt", Joined(letter.Text));
    }

    [Fact, Rule("P13"), Rule("M5")]
    public async Task TheNextWebinar_IsNotOffered_AfterAWithdrawal_NotEvenByALetterThatWaited()
    {
        await _site.Join(Alice, more: [("agree", "newsletter")]);
        _site.Mail.Faults = new SmtpFaults { Recipient = _ => "451 4.3.0 later" };
        await At(_end + Duration.FromDays(8));
        await Patience.Until(async () => (await _site.Letters(Alice))[^1] is { Kind: LetterKind.Next, LastError: not null, Claim: null });
        using var client = _site.Prospect();
        await _site.Withdraws(client, Alice, "newsletter");
        _site.Mail.Faults = new SmtpFaults();
        _site.Clock.Advance(Duration.FromHours(2));
        Assert.Equal([LetterKind.Welcome, LetterKind.Withdrawal], await _site.Sent(Alice));
        Assert.Equal(WithheldReason.Ended, (await _site.Letters(Alice)).Single(o => o.Kind == LetterKind.Next).WithheldReason);
    }

    [Fact, Rule("P10")]
    public async Task WhereNothingIsLeftToOffer_NobodyIsWrittenTo()
    {
        await _site.Join(Alice, more: [("agree", "newsletter")]);
        await _site.InDb(db => db.Set<Site.Webinars.Schedule>().Where(s => s.Slug == "a-yes-that-lasts").ExecuteUpdateAsync(u => u.SetProperty(s => s.Capacity, 0)));
        await At(_end + Duration.FromDays(8));
        Assert.Equal(0, await Count(Alice, LetterKind.Next));
    }

    [Fact]
    public async Task EachOfTheseLetters_StandsInTheLedger()
    {
        await _site.Join(Alice, more: [("agree", "newsletter")]);
        await _site.Plan(NotRecorded, Recorded);
        await At(_end + Duration.FromDays(2));
        await At(_end + Duration.FromDays(8));
        await _site.Settle(Alice);
        var uses = await _site.InDb(db => db.Set<Site.Prospects.Use>().Where(u => u.Prospect!.AddressKey == Alice).Select(u => $"{u.What}: {u.Purpose}").ToListAsync());
        Assert.Superset(new HashSet<string> { "followup: webinar", "next: newsletter" }, uses.ToHashSet());
    }

    private async Task At(Instant now)
    {
        _site.Clock.Reset(now);
        await _site.Sweep();
    }

    private async Task<int> Count(string address, LetterKind kind) => (await _site.Letters(address)).Count(o => o.Kind == kind);

    private static string Joined(string text) => WebUtility.HtmlDecode(string.Join(' ', text.Split(['\r', '\n', '\u00A0', ' '], StringSplitOptions.RemoveEmptyEntries)));
}
