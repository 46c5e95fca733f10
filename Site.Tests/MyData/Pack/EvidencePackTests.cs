using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Site.Declarations;
using Site.Evidence;
using Site.Prospects;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.MyData.Pack;

/// <summary>What is in an evidence pack after the whole road, and what is not.</summary>
[Rule("P7")]
public sealed class EvidencePackTests(PackedRoad road) : IClassFixture<PackedRoad>
{
    private IHtmlDocument Report => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(road.Files["report.html"]));

    [Fact]
    public void ThePack_HoldsReportRecordsFormsLettersAndProofs()
    {
        var hash = road.SignUp.NoticeHash;
        Assert.Superset(new HashSet<string> { "README.txt", "report.html", "verify.py", "keys.txt", "checkpoint.txt", "SHA256SUMS", "export.json", $"forms/{hash}.html", $"forms/{hash}.notice.json", $"forms/{hash}.notice.html" }, road.Files.Keys.ToHashSet());
        Assert.Equal(["newsletter", "webinar-ask-first"], road.Files.Keys.Where(n => n.StartsWith("receipts/", StringComparison.Ordinal)).Select(n => n[9..^14]).Order(StringComparer.Ordinal));
        Assert.Equal(["confirmation", "confirmation", "reminder", "welcome", "withdrawal"], road.Files.Keys.Where(n => n.StartsWith("letters/", StringComparison.Ordinal)).Select(n => n.Split('-')[^2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TheReport_SaysWhatTheFormShowed_WhatWasTicked_AndEveryChange()
    {
        var form = (await road.Site.InDb(db => db.Set<Notice>().AsNoTracking().SingleAsync(n => n.Hash == road.SignUp.NoticeHash))).Form;
        var text = Report.Body?.TextContent.Replace('\u00A0', ' ') ?? "";
        Assert.Equal("de", Report.DocumentElement.GetAttribute("lang"));
        Assert.All([PackedRoad.Alice, $"{road.SignUp.PublicId}", road.SignUp.NoticeHash, form.Title], said => Assert.Contains(said, text, StringComparison.Ordinal));
        Assert.All(form.Purposes, p => Assert.Contains(p.Consent ?? p.What, text, StringComparison.Ordinal));
        Assert.Equal(["angekreuzt", "leer"], Report.QuerySelectorAll(".sign-up .timeline dd").Select(d => d.TextContent).Where(d => d.EndsWith(": angekreuzt", StringComparison.Ordinal) || d.EndsWith(": leer", StringComparison.Ordinal)).Select(d => d.Split(": ")[^1]).Take(2).Order(StringComparer.Ordinal));
        var granted = Report.QuerySelectorAll(".timeline li").Single(e => e.QuerySelector("h4")?.TextContent == "Einwilligung erteilt");
        Assert.Equal(form.Purposes.Single(p => p.Key == "newsletter").Consent, granted.QuerySelector("blockquote")?.TextContent);
        Assert.Equal(["Formular gezeigt und abgeschickt", "Brief angenommen", "Bestätigt", "Einwilligung erteilt", "Brief angenommen", "Brief angenommen", "Einwilligung widerrufen", "Brief angenommen", "Angesehen"],
            Report.QuerySelector(".sign-up")?.QuerySelectorAll("h4").Select(h => h.TextContent));
    }

    [Fact]
    public async Task TheReport_NamesEachLetter_ByMessageIdDigestAndFile()
    {
        var sent = await Payloads(Act.LetterSent);
        var text = Report.Body?.TextContent ?? "";
        Assert.Equal(5, sent.Count);
        Assert.All(sent, s => Assert.Contains(s.GetProperty("messageId").GetString() ?? "?", text, StringComparison.Ordinal));
        Assert.All(sent, s => Assert.Contains(s.GetProperty("digest").GetString() ?? "?", text, StringComparison.Ordinal));
        Assert.All(Report.QuerySelectorAll("a[href]"), a => Assert.Contains(a.GetAttribute("href") ?? "", road.Files.Keys));
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("forms")]
    public void WhatIsToBeRead_AsksForNothing(string beginning)
    {
        foreach (var (name, bytes) in road.Files.Where(f => f.Key.StartsWith(beginning, StringComparison.Ordinal) && f.Key.EndsWith(".html", StringComparison.Ordinal)))
        {
            var page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(bytes));
            Assert.Empty(page.QuerySelectorAll("script, link, img[src], iframe, object, embed, video, audio, source, base, meta[http-equiv]").Select(e => $"{name}: {e.OuterHtml}"));
            Assert.DoesNotContain("url(http", string.Concat(page.QuerySelectorAll("style").Select(s => s.TextContent)), StringComparison.Ordinal);
            Assert.DoesNotContain("@import", string.Concat(page.QuerySelectorAll("style").Select(s => s.TextContent)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ALetter_IsTheBytesWhoseDigestTheEvidenceHolds()
    {
        var digests = (await Payloads(Act.LetterSent)).Select(s => s.GetProperty("digest").GetString()).Order(StringComparer.Ordinal);
        Assert.Equal(digests, Letters().Select(l => Convert.ToHexStringLower(SHA256.HashData(l))).Order(StringComparer.Ordinal));
        Assert.All(Letters(), l => Assert.Equal(PackedRoad.Alice, MimeMessage.Load(new MemoryStream(l), TestContext.Current.CancellationToken).To.Mailboxes.Single().Address));
    }

    [Fact, Rule("S4")]
    public void NoTokenOfALetter_StandsAnywhereInThePack()
    {
        Assert.True(road.Tokens.Count >= 6, $"Only {road.Tokens.Count} tokens in the letters.");
        var letters = Letters().Select(l => MimeMessage.Load(new MemoryStream(l))).SelectMany(m => new[] { m.TextBody, m.HtmlBody }).OfType<string>();
        var all = road.Files.Values.Select(Encoding.UTF8.GetString).Concat(letters).ToList();
        Assert.DoesNotContain(road.Tokens, t => all.Any(text => text.Contains(t, StringComparison.Ordinal)));
    }

    [Fact, Rule("P17")]
    public void NoIpAddress_StandsAnywhereInThePack() =>
        Assert.DoesNotContain(road.Files, f => new[] { PackedRoad.Ip, "127.0.0.1" }.Any(ip => Encoding.UTF8.GetString(f.Value).Contains(ip, StringComparison.Ordinal)));

    [Fact, Rule("S6")]
    public async Task TheExport_IsInTheAuditWithItsReason_InTheEvidence_AndInTheLedger()
    {
        var audit = await road.Site.With((StaffDb db) => db.Set<AuditRow>().Where(r => r.Act == StaffAct.Exported).ToListAsync());
        Assert.All(audit, r => Assert.Equal((road.SignUp.PublicId, PackedRoad.Reason), (r.Subject, r.Detail)));
        var (exported, uses) = (await Payloads(Act.Exported), await road.Site.InDb(db => db.Set<Use>().Where(u => u.What == "exported").ToListAsync()));
        // One a sign-up, of which she has two.
        Assert.Equal(2 * audit.Count, exported.Count);
        Assert.Equal(2 * audit.Count, uses.Count);
        Assert.Contains(exported, e => e.GetProperty("pack").GetString() == Convert.ToHexStringLower(SHA256.HashData(road.Files["SHA256SUMS"])));
        Assert.All(uses, u => Assert.Equal(("staff", "email"), (u.By, u.Fields)));
    }

    [Fact]
    public async Task InEnglish_OnlyTheReportIsAnother()
    {
        var (status, zip) = await road.Take("en");
        Assert.Equal(HttpStatusCode.OK, status);
        var report = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(PackedRoad.Unzip(zip)["report.html"]));
        Assert.Equal("en", report.DocumentElement.GetAttribute("lang"));
        Assert.Contains(report.QuerySelectorAll("h4"), h => h.TextContent == "Consent withdrawn");
        Assert.Contains(report.QuerySelectorAll("h4"), h => h.TextContent == "Evidence pack handed out");
    }

    private IEnumerable<byte[]> Letters() => road.Files.Where(f => f.Key.StartsWith("letters/", StringComparison.Ordinal)).Select(f => f.Value);

    private async Task<List<JsonElement>> Payloads(Act act) =>
        (await road.Site.InDb(db => db.Set<Payload>().Where(p => p.Event.Act == act).OrderBy(p => p.EventId).Select(p => p.Bytes).ToListAsync()))
        .ConvertAll(b => JsonDocument.Parse(b).RootElement.GetProperty("record"));
}
