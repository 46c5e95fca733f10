using AngleSharp.Html.Parser;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>Nobody is pushed: on no page and in no letter (rule P6).</summary>
public sealed class PressureTests(CrawledSite site)
{
    private static readonly string[] _decided = ["sent", "confirmed", "confirmed before", "cancelled", "cancelled before", "withdrawn", "discarded", "newsletter confirmed"];

    [Fact, Rule("P6")]
    public async Task NoPage_AndNoLetter_ShamesOrPresses()
    {
        var pages = (await site.Crawl).Pages.Where(p => p.IsForProspects).Select(p => (p.Name, p.Document));
        var letters = site.Mail.Received.Select(m => (Name: m.Subject, Document: new HtmlParser().ParseDocument(m.Html))).ToList();
        Assert.True(letters.Select(l => l.Name).Distinct().Count() > 4);
        Fault.None(pages.Concat(letters).SelectMany(p => Pressure.Words(p.Document).Select(o => new Fault(p.Name, o))));
    }

    // What a letter says is written in its template, also where no test has it sent.
    [Fact, Rule("P6")]
    public void NoTemplateOfALetter_ShamesOrPresses()
    {
        var templates = Contents.Shipped.Where(f => f.Path.StartsWith("letters/", StringComparison.Ordinal)).ToList();
        Assert.True(templates.Count > 9);
        Fault.None(templates.SelectMany(t => Pressure.Words(t.Text).Select(o => new Fault(t.Path, o))));
    }

    [Fact, Rule("P6")]
    public async Task WhoHasDecided_IsNotAskedAgain()
    {
        var pages = (await site.Crawl).Pages.Where(p => p.IsNobodyElses && _decided.Any(d => p.Name.EndsWith($"(200, {d})", StringComparison.Ordinal))).ToList();
        Assert.All(_decided, d => Assert.Contains(pages, p => p.Name.EndsWith($"(200, {d})", StringComparison.Ordinal)));
        Fault.None(pages.SelectMany(p => Pressure.AskedAgain(p.Document).Select(o => new Fault(p.Name, o))));
    }

    // The guard must be able to fail.
    [Theory, Rule("P6")]
    [InlineData("<p>Nein danke, ich möchte nichts lernen</p>")]
    [InlineData("<p>No thanks, I don’t like free things</p>")]
    [InlineData("<p>Nur noch 3 Plätze frei</p>")]
    [InlineData("<p>Still open: <b>00:04:59</b></p>")]
    [InlineData("<article><h1>Schade, dass Sie gehen</h1></article>")]
    public void TheGuard_FindsIt(string html) => Assert.NotEmpty(Pressure.Words(new HtmlParser().ParseDocument(html)));

    [Fact, Rule("P6")]
    public void TheGuard_FindsAQuestionPutAgain() =>
        Assert.NotEmpty(Pressure.AskedAgain(new HtmlParser().ParseDocument("<form><input type=checkbox name=agree value=newsletter></form>")));
}
