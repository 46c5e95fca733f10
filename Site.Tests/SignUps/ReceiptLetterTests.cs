using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Site.Evidence;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>The receipts that letters bring (rule C2), and the copies that are kept of letters (rule P7).</summary>
public sealed class ReceiptLetterTests(SharedSite site)
{
    [Fact, Rule("C2"), Rule("C3"), Rule("P7")]
    public async Task TheWelcomeLetter_BringsAReceipt_ThatOpensTheCommitments()
    {
        using var client = site.Prospect();
        var submission = await Confirmed(client, "receipt@beispiel.example");
        var welcome = await site.Mail.WaitForMailTo("receipt@beispiel.example", "reserviert");
        Assert.Contains("/de/beleg/", welcome.Html, StringComparison.Ordinal);
        Assert.Contains("Ihr Beleg liegt als Datei bei", welcome.Text, StringComparison.Ordinal);
        var events = Events(welcome, "beleg.json");
        Assert.Equal(["Requested", "Confirmed", "Granted"], events.Select(e => e.GetProperty("act").GetString()));
        var commitments = await site.InDb(db => db.Set<Payload>().Where(p => p.About == submission).Select(p => p.Event.Commitment).ToListAsync());
        Assert.All(events, e => Assert.Contains(commitments, c => c.AsSpan().SequenceEqual(Opened(e))));
        Assert.All(events, e => Assert.Equal(Convert.ToHexStringLower(Opened(e)), e.GetProperty("commitment").GetString()));
        Assert.Contains("jederzeit", events[2].GetProperty("payload").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("beispiel.example", string.Concat(events.Select(e => e.GetProperty("payload").GetString())), StringComparison.Ordinal);
    }

    [Fact, Rule("C2"), Rule("P13"), Rule("P16")]
    public async Task AWithdrawal_IsAnsweredByOneLastLetter_WithItsReceipt()
    {
        using var client = site.Prospect();
        var submission = await Confirmed(client, "farewell@beispiel.example");
        var link = (await site.Mail.WaitForMailTo("farewell@beispiel.example", "reserviert")).Link("/de/widerrufen/");
        (await client.Press(link)).Dispose();
        (await client.Press(link)).Dispose();
        var farewell = await site.Mail.WaitForMailTo("farewell@beispiel.example", "ist widerrufen: ");
        Assert.Contains("Diese Mail ist die letzte dazu.", farewell.Text, StringComparison.Ordinal);
        Assert.Contains("für nichts anderes", farewell.Text, StringComparison.Ordinal);
        Assert.Equal("Withdrawn", Events(farewell, "beleg.json")[^1].GetProperty("act").GetString());
        Assert.DoesNotContain(farewell.Message.BodyParts, p => p.ContentType.MimeType == "text/calendar");
        Assert.Equal(1, await site.InDb(db => db.Set<OutboxRow>().CountAsync(o => o.Submission == submission && o.Kind == LetterKind.Withdrawal)));
    }

    [Fact, Rule("C2"), Rule("M9")]
    public async Task ACancellation_TakesTheEntryOutOfTheCalendar()
    {
        using var client = site.Prospect();
        await Confirmed(client, "cancelled@beispiel.example");
        var welcome = await site.Mail.WaitForMailTo("cancelled@beispiel.example", "reserviert");
        (await client.Press(welcome.Link("/de/absagen/"))).Dispose();
        var letter = await site.Mail.WaitForMailTo("cancelled@beispiel.example", "ist abgesagt: ");
        Assert.Equal("Cancelled", Events(letter, "beleg.json")[^1].GetProperty("act").GetString());
        var (entered, left) = (Calendar(welcome), Calendar(letter));
        Assert.Contains("METHOD:CANCEL", left, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED", left, StringComparison.Ordinal);
        Assert.Equal(Line(entered, "UID:"), Line(left, "UID:"));
        Assert.Equal("CANCEL", letter.Message.BodyParts.OfType<TextPart>().First(p => p.ContentType.MimeType == "text/calendar").ContentType.Parameters["method"]);
    }

    [Fact, Rule("P8"), Rule("P13")]
    public async Task ARequestThatWasNeverConfirmed_IsDiscardedWithoutALetter()
    {
        using var client = site.Prospect();
        await site.Letter(client, "nobody@beispiel.example");
        (await client.Press((await site.Mail.WaitForMailTo("nobody@beispiel.example")).Link("/de/das-war-ich-nicht/"))).Dispose();
        var id = (await site.SignUpOf("nobody@beispiel.example")).PublicId;
        Assert.Equal([LetterKind.Confirmation], await site.InDb(db => db.Set<OutboxRow>().Where(o => o.Submission == id).Select(o => o.Kind).ToListAsync()));
    }

    [Fact, Rule("P7"), Rule("S4")]
    public async Task EveryLetter_IsKeptAsItWasSent_WithoutItsTokens()
    {
        using var client = site.Prospect();
        var submission = await Confirmed(client, "kept@beispiel.example");
        await Patience.Until(async () => (await Digests(submission)).Count == 2);
        var sent = await Digests(submission);
        var copies = await site.InDb(db => db.Set<LetterCopy>().Where(c => c.Submission == submission).ToListAsync());
        Assert.Equal(sent.Order(), copies.Select(c => Convert.ToHexStringLower(SHA256.HashData(c.Message()))).Order());
        var confirm = copies.Single(c => c.Kind == LetterKind.Confirmation);
        Assert.Contains("kept@beispiel.example", Encoding.UTF8.GetString(confirm.Message()), StringComparison.Ordinal);
        Assert.Equal(",email,", confirm.Fields);
        var token = (await site.Mail.WaitForMailTo("kept@beispiel.example", "Bitte bestätigen")).Link("/de/bestaetigen/").Split('/')[^1];
        Assert.All(copies, c => Assert.DoesNotContain(token[..30], Encoding.UTF8.GetString(c.Message()).Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private async Task<Guid> Confirmed(HttpClient client, string address)
    {
        using var confirmed = await client.Press(await site.Letter(client, address, ("agree", "newsletter")));
        return (await site.SignUpOf(address)).PublicId;
    }

    private Task<List<string>> Digests(Guid submission) => site.InDb(async db =>
    {
        var payloads = await db.Set<Payload>().Where(p => p.About == submission && p.Event.Act == Act.LetterSent).Select(p => p.Bytes).ToListAsync();
        return payloads.ConvertAll(p => JsonDocument.Parse(p).RootElement.GetProperty("record").GetProperty("digest").GetString() ?? "");
    });

    private static byte[] Opened(JsonElement happened) => SHA256.HashData(
        [.. Convert.FromBase64String(happened.GetProperty("salt").GetString() ?? ""), .. Encoding.UTF8.GetBytes(happened.GetProperty("payload").GetString() ?? "")]);

    private static List<JsonElement> Events(ReceivedMail letter, string file)
    {
        var attached = letter.Message.Attachments.OfType<MimePart>().Single(p => p.FileName == file);
        using var bytes = new MemoryStream();
        attached.Content?.DecodeTo(bytes);
        return [.. JsonDocument.Parse(bytes.ToArray()).RootElement.GetProperty("evidence").GetProperty("events").EnumerateArray()];
    }

    private static string Calendar(ReceivedMail letter) => letter.Message.BodyParts.OfType<TextPart>().First(p => p.ContentType.MimeType == "text/calendar").Text;

    private static string Line(string calendar, string name) => calendar.ReplaceLineEndings("\n").Split('\n').First(l => l.StartsWith(name, StringComparison.Ordinal));
}
