using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.EveryPage;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>Whoever left a box empty is not asked again on the way: on no page after the form, and in no letter (rule P6; EDPB guidelines 03/2022, "continuous prompting").</summary>
public sealed class AskedOnceTests(SharedSite site)
{
    [Theory, Rule("P6"), Rule("P9")]
    [InlineData("de")]
    [InlineData("de", "newsletter")]
    [InlineData("en")]
    [InlineData("en", "personalisation")]
    public async Task WhoDeclines_HearsNoMoreOfIt_UntilTheyHaveCancelled(string code, params string[] ticked)
    {
        var language = Language.Of(code);
        var declined = await Declined(language, ticked);
        Assert.NotEmpty(declined);
        var seen = await TheWay(language, $"once-{code}-{ticked.Length}@beispiel.example", ticked);
        Assert.Equal(9, seen.Count);
        var address = Addresses.Path(Place.Newsletter, language);
        Fault.None(seen.SelectMany(s => Pressure.AskedAgain(s.Page).Concat(Pressure.SpokenOfAgain(s.Page, declined, address)).Select(o => new Fault(s.Name, o))));
    }

    // The guard must be able to fail.
    [Theory, Rule("P6")]
    [InlineData("<main><a href=https://site.example/de/newsletter#f>Doch noch?</a></main>")]
    [InlineData("<main><form action=/de/newsletter><button>Doch noch</button></form></main>")]
    [InlineData("<main><p>Überlegen Sie es sich: Sie erfahren früh von neuen Webinaren und bekommen zwischendurch etwas Lesenswertes.</p></main>")]
    public async Task AQuestionPutAgain_InWhateverWords_IsFound(string html)
    {
        var declined = await Declined(Language.German, []);
        Assert.NotEmpty(Pressure.SpokenOfAgain(new HtmlParser().ParseDocument(html), declined, "/de/newsletter"));
        Assert.Empty(Pressure.SpokenOfAgain(new HtmlParser().ParseDocument("<header><nav><a href=/de/newsletter>Newsletter</a></nav></header><main><dl><dt>Newsletter per E-Mail</dt><dd>nein</dd></dl></main>"), declined, "/de/newsletter"));
    }

    private Task<List<FormPurpose>> Declined(Language language, string[] ticked) => site.With<Notices, List<FormPurpose>>(n =>
        Task.FromResult(n.Find("webinar/ask-first", language)?.Form.Boxes.Where(b => !ticked.Contains(b.Key)).ToList() ?? []));

    private async Task<List<(string Name, IHtmlDocument Page)>> TheWay(Language language, string person, string[] ticked)
    {
        using var client = site.Prospect();
        var seen = new List<(string, IHtmlDocument)>();
        using var sent = await client.SignUp(Addresses.Path(Place.Webinar, language, "ask-first"), person, [.. ticked.Select(t => ("agree", t))]);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        await See(client.GetAsync(sent.Headers.Location, TestContext.Current.CancellationToken), "sent");
        var confirm = await Letter(Place.Confirm);
        await See(client.GetAsync(confirm, TestContext.Current.CancellationToken), "to confirm");
        await See(client.Press(confirm), "confirmed");
        await See(client.GetAsync(confirm, TestContext.Current.CancellationToken), "confirmed before");
        var cancel = await Letter(Place.Cancel, butNo: Place.Confirm);
        await See(client.GetAsync(cancel, TestContext.Current.CancellationToken), "to cancel");
        await See(client.Press(cancel), "cancelled");
        await See(client.GetAsync(cancel, TestContext.Current.CancellationToken), "cancelled before");
        return seen;

        async Task See(Task<HttpResponseMessage> answer, string name)
        {
            using var response = await answer;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            seen.Add((name, Parsed(await response.Body())));
        }

        async Task<string> Letter(Place place, Place? butNo = null)
        {
            var mail = await site.Mail.WaitFor(m => m.IsTo(person) && m.Links(Beginning(place)).Count > 0 && (butNo is null || m.Links(Beginning(butNo.Value)).Count == 0));
            seen.Add((mail.Subject, Parsed(mail.Html)));
            return mail.Link(Beginning(place));
        }

        string Beginning(Place place) => Addresses.Template(place, language).Replace("{key}", "", StringComparison.Ordinal);
    }

    private static IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument(html);
}
