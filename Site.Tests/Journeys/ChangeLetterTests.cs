using System.Net;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.Tests.SignUps;
using Site.Tests.Support;
using Site.Tests.Webinars;
using Site.Webinars;

namespace Site.Tests.Journeys;

/// <summary>A webinar moves, is called off, or takes place after all: who had it in the calendar is told once, and nobody before it is announced.</summary>
public sealed class ChangeLetterTests : IAsyncDisposable
{
    private const string Alice = "alice@beispiel.example";
    private const string Bob = "bob@beispiel.example";

    private readonly AnnouncingHost _site = new AnnouncingHost().Ready();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("M9"), Rule("M10"), Rule("W1")]
    public async Task Moved_OverAClockChange_EachIsToldBothTimes_AndTheCalendarFollows()
    {
        var welcome = Calendar(await _site.Join(Alice));
        await _site.Join(Bob, "/en/webinars/ask-first");
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        await _site.Tell();
        Assert.Contains("25. März 2026", await Page("/de/webinare/ask-first"), StringComparison.Ordinal);
        Assert.DoesNotContain("EventRescheduled", await Page("/de/webinare/ask-first"), StringComparison.Ordinal);
        Assert.Equal([LetterKind.Welcome], await _site.Sent(Alice));

        Assert.Equal(Announced.Done, await _site.Announce());
        await _site.Settle(Alice);
        var german = await _site.Mail.WaitForMailTo(Alice, "Neuer Termin: Fragen statt sammeln");
        Both(german, "Mittwoch, 25. März 2026, 10:00–10:30 Uhr (MEZ)", "Mittwoch, 1. April 2026, 17:00–17:30 Uhr (MESZ)");
        Both(await _site.Mail.WaitForMailTo(Bob, "A new time: "), "Wednesday, 25 March 2026, 10:00–10:30 (CET)", "Wednesday, 1 April 2026, 17:00–17:30 (CEST)");
        var read = await CalendarReader.Read([welcome, Calendar(german)]);
        Assert.Equal((read[0].Uid, 0, 1, "REQUEST"), (read[1].Uid, read[0].Sequence, read[1].Sequence, read[1].Method));
        Assert.Equal(Instant.FromUtc(2026, 4, 1, 15, 0).ToDateTimeOffset(), read[1].Start.Utc);
        Assert.Equal("mailto:alice@beispiel.example", Assert.Single(read[1].Attendees).To);
        var page = await Page("/de/webinare/ask-first");
        Assert.Contains("\"eventStatus\":\"https://schema.org/EventRescheduled\"", page, StringComparison.Ordinal);
        Assert.Contains("\"previousStartDate\":\"2026-03-25T10:00:00", page, StringComparison.Ordinal);
        Assert.Contains("\"startDate\":\"2026-04-01T17:00:00", page, StringComparison.Ordinal);
    }

    [Fact, Rule("M9"), Rule("M5")]
    public async Task WhoCancelled_IsNotTold_AndWhoConfirmsLater_GetsTheNewTimeAtOnce()
    {
        const string Cancelled = "gone@beispiel.example", Late = "late@beispiel.example";
        var welcome = await _site.Join(Cancelled);
        using var client = _site.Prospect();
        (await client.Press(welcome.Link("/de/absagen/"))).Dispose();
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        await _site.Announce();
        var late = await _site.Join(Late);
        await _site.Tell();
        Assert.Equal([LetterKind.Welcome, LetterKind.Withdrawal], await _site.Sent(Cancelled));
        Assert.Equal([LetterKind.Welcome], await _site.Sent(Late));
        var entry = Assert.Single(await CalendarReader.Read([Calendar(late)]));
        Assert.Equal((1, Instant.FromUtc(2026, 4, 1, 15, 0).ToDateTimeOffset()), (entry.Sequence, entry.Start.Utc));
    }

    [Fact, Rule("M9"), Rule("M5")]
    public async Task CalledOff_TheEntryIsCancelled_NoReminderComes_AndThePlaceIsKeptUntilRetentionEnds()
    {
        var welcome = Calendar(await _site.Join(Alice));
        await _site.Plan("state: planned", "state: cancelled");
        await _site.Announce();
        await _site.Settle(Alice);
        var letter = await _site.Mail.WaitForMailTo(Alice, "Fällt aus: ");
        var read = await CalendarReader.Read([welcome, Calendar(letter)]);
        Assert.Equal((read[0].Uid, "CANCEL", "CANCELLED", 1), (read[1].Uid, read[1].Method, read[1].Status, read[1].Sequence));
        Assert.DoesNotContain("live.wegwarte.example", letter.Text, StringComparison.Ordinal);
        Assert.NotEmpty(letter.Links("/de/absagen/"));
        Assert.Contains(await _site.BasesOf(Alice), b => b is { Purpose: "webinar", EndedAt: null });

        _site.Clock.Reset(AnnouncingHost.Start - Duration.FromMinutes(30));
        await _site.Sweep();
        Assert.Equal([LetterKind.Welcome, LetterKind.CalledOff], await _site.Sent(Alice));
        Assert.Contains("EventCancelled", await Page("/de/webinare/ask-first"), StringComparison.Ordinal);
    }

    [Fact, Rule("M9")]
    public async Task CalledOffAndOnAgain_TheEntryComesBackUnderTheSameUid()
    {
        await _site.Join(Alice);
        await _site.Plan("state: planned", "state: cancelled");
        await _site.Announce();
        await _site.Settle(Alice);
        await _site.Plan("state: cancelled", "state: planned");
        await _site.Announce();
        await _site.Settle(Alice);
        var letters = _site.Mail.Received.Where(m => m.IsTo(Alice) && m.Message.BodyParts.OfType<TextPart>().Any(p => p.ContentType.IsMimeType("text", "calendar"))).Select(Calendar).ToList();
        var read = await CalendarReader.Read(letters);
        Assert.Equal(["REQUEST 0", "CANCEL 1", "REQUEST 2"], read.Select(r => $"{r.Method} {r.Sequence}"));
        Assert.Single(read.Select(r => r.Uid).Distinct());
        Assert.Contains(_site.Mail.Received, m => m.IsTo(Alice) && m.Subject.StartsWith("Findet doch statt: ", StringComparison.Ordinal));
    }

    [Fact, Rule("M5"), Rule("M9")]
    public async Task MovedTwice_BeforeTheFirstLetterLeft_OneLetterSaysWhatHolds()
    {
        await _site.Join(Alice);
        _site.Mail.Faults = new SmtpFaults { Recipient = _ => "451 4.3.0 later" };
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        await _site.Announce();
        await Patience.Until(async () => (await _site.Letters(Alice))[^1] is { Kind: LetterKind.Moved, LastError: not null, Claim: null });
        await _site.Plan("start: 2026-04-01 17:00", "start: 2026-04-08 09:30");
        await _site.Announce();
        _site.Mail.Faults = new SmtpFaults();
        _site.Clock.Advance(Duration.FromHours(1));
        Assert.Equal([LetterKind.Welcome, LetterKind.Moved], await _site.Sent(Alice));
        Both(await _site.Mail.WaitForMailTo(Alice, "Neuer Termin"), "Mittwoch, 25. März 2026, 10:00–10:30 Uhr (MEZ)", "Mittwoch, 8. April 2026, 09:30–10:00 Uhr (MESZ)");
        Assert.Equal(WithheldReason.Ended, (await _site.Letters(Alice)).Single(o => o.Occasion == "s1").WithheldReason);
    }

    [Fact, Rule("M5")]
    public async Task MovedAndBack_BeforeALetterLeft_SaysNothing()
    {
        await _site.Join(Alice);
        _site.Mail.Faults = new SmtpFaults { Recipient = _ => "451 4.3.0 later" };
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        await _site.Announce();
        await Patience.Until(async () => (await _site.Letters(Alice))[^1] is { Kind: LetterKind.Moved, LastError: not null, Claim: null });
        await _site.Plan("start: 2026-04-01 17:00", "start: 2026-03-25 10:00");
        await _site.Announce();
        _site.Mail.Faults = new SmtpFaults();
        _site.Clock.Advance(Duration.FromHours(1));
        Assert.Equal([LetterKind.Welcome], await _site.Sent(Alice));
    }

    [Fact, Rule("P10"), Rule("M2")]
    public async Task ALetterAboutAMove_RecommendsNothing_AndOneAboutAWebinarThatIsOffDoes()
    {
        await _site.Join(Alice, more: [("agree", "newsletter")]);
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        await _site.Announce();
        await _site.Settle(Alice);
        Assert.Null((await _site.Mail.WaitForMailTo(Alice, "Neuer Termin")).Message.Headers["List-Unsubscribe"]);
        await _site.Plan("state: planned", "state: cancelled");
        await _site.Announce();
        await _site.Settle(Alice);
        var off = await _site.Mail.WaitForMailTo(Alice, "Fällt aus");
        Assert.NotNull(off.Message.Headers["List-Unsubscribe"]);
        Assert.Contains("Das Ja, das hält", off.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheEvidence_SaysWhatWasAnnounced_AboutNobody()
    {
        await _site.Join(Alice);
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        await _site.Announce();
        var payload = await _site.InDb(db => db.Set<Payload>().Where(p => p.Event.Act == Act.Announced).Select(p => new { p.Subject, p.About, p.Bytes }).SingleAsync());
        Assert.Equal((null, null), (payload.Subject, payload.About));
        var said = System.Text.Encoding.UTF8.GetString(payload.Bytes);
        Assert.Contains("2026-03-25T10:00:00+01:00", said, StringComparison.Ordinal);
        Assert.Contains("2026-04-01T17:00:00+02:00", said, StringComparison.Ordinal);
    }

    private static CalendarPart Calendar(ReceivedMail mail)
    {
        var part = mail.Message.BodyParts.OfType<TextPart>().First(p => p.ContentType.IsMimeType("text", "calendar"));
        var method = part.ContentType.Parameters["method"] ?? "";
        Assert.Contains($"METHOD:{method}\r\n", part.Text.ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
        return new CalendarPart(method, part.Text);
    }

    private static void Both(ReceivedMail mail, params string[] said)
    {
        foreach (var part in new[] { mail.Text, WebUtility.HtmlDecode(mail.Html) })
        {
            var words = string.Join(' ', part.Split(['\r', '\n', '\u00A0', ' '], StringSplitOptions.RemoveEmptyEntries));
            Assert.All(said, s => Assert.Contains(s, words, StringComparison.Ordinal));
        }
    }

    private async Task<string> Page(string path)
    {
        using var client = _site.Prospect();
        // Past what is kept for a few seconds.
        return (await client.Page($"{path}?topic={Guid.NewGuid():N}")).Replace('\u00A0', ' ');
    }
}
