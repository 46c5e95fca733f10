using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Tests.Declarations;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.SignUps;

/// <summary>"This is what we will keep" by the second button, as without script. The webinar is on 11 March 2026, so that its values are kept until 10 April.</summary>
public sealed class PreviewTests(EveryTypeHost site) : IClassFixture<EveryTypeHost>
{
    private static readonly (string, string) _preview = ("preview", "1");

    [Theory, Rule("P5"), Rule("P16")]
    [InlineData(EveryTypeHost.German, "Teilnahme am Webinar, bis 10. April 2026", "Newsletter, bis zu Ihrem Widerruf", "als Nachweis noch bis zum Ende des 3. Kalenderjahres danach", "alles nur bis 9. März 2026")]
    [InlineData(EveryTypeHost.English, "Taking part in the webinar, until 10 April 2026", "Newsletter, until you withdraw", "as proof until the end of the 3rd calendar year after that", "everything only until 9 March 2026")]
    public async Task EachValue_IsShownWithPurposeAndDate_AndWhoSeesIt(string path, string webinar, string newsletter, string proof, string unconfirmed)
    {
        var (status, page) = await site.Send(path, "alice@beispiel.example", _preview, ("given-name", "Alice"), ("agree", "newsletter"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["email", "given-name"], Shown(page).Select(r => r.GetAttribute("data-field")));
        Assert.Equal([webinar, newsletter], Said(Shown(page).Last(), "[data-for]"));
        // The address alone is kept as proof, and that is said there (rule P16).
        Assert.Equal([webinar, $"{newsletter}, {proof}"], Said(Shown(page).First(), "[data-for]"));
        Assert.Equal(["alice@beispiel.example", "Alice"], Shown(page).Select(r => Assert.Single(Said(r, ".said"))));
        Assert.Equal(["Beispielhost AG, Musterpost GmbH, Probebühne B.V.", "Beispielhost AG, Musterpost GmbH"], Said(page, ".keep .note [data-for]").Select(t => t.Split(": ")[1]));
        Assert.Contains(unconfirmed, Plain(page.QuerySelector(".receipt .sum")), StringComparison.Ordinal);
    }

    [Fact, Rule("P2"), Rule("P5")]
    public async Task AValueWhosePurposeHasNoTick_IsShownAsNotStored()
    {
        var (_, page) = await site.Send(EveryTypeHost.German, "alice@beispiel.example", _preview, ("topic", "consent"), ("food", "noon"), ("agree", "catering"));
        var rows = Shown(page).ToDictionary(r => r.GetAttribute("data-field") ?? "");
        Assert.Equal("Wird nicht gespeichert, solange „Passende Vorschläge“ nicht angekreuzt ist.", Assert.Single(Said(rows["topic"], "[data-not]")));
        Assert.Empty(Said(rows["topic"], "[data-for]"));
        Assert.Empty(Said(rows["food"], "[data-not]"));
        Assert.Equal("Essen vor Ort, bis zu Ihrem Widerruf", Assert.Single(Said(rows["food"], "[data-for]")));
    }

    [Fact]
    public async Task EveryType_IsShownInWords()
    {
        var (_, page) = await site.Send(EveryTypeHost.English, "alice@beispiel.example", _preview, ("one", "noon"), ("some", "evening"), ("some", "morning"), ("before", "no"), ("land", "AT"), ("day", "27"), ("day", "3"), ("day", "2026"));
        Assert.Equal(["alice@beispiel.example", "Noon, or later", "Morning, Evening", "No", "Austria", "27 March 2026"], Shown(page).Select(r => Assert.Single(Said(r, ".said"))));
    }

    [Fact, Rule("M7"), Rule("P8")]
    public async Task APreview_StoresNothing_SendsNothing_AndLimitsNothing()
    {
        var before = await Rows();
        for (var i = 0; i < 5; i++)
        {
            await site.Send(EveryTypeHost.German, "only-looking@beispiel.example", _preview, ("given-name", "Alice"), ("agree", "newsletter"));
        }

        Assert.Equal(before, await Rows());
        await site.Send(EveryTypeHost.German, "only-looking@beispiel.example");
        await site.Mail.WaitForMailTo("only-looking@beispiel.example");
    }

    [Fact, Rule("A2")]
    public async Task APreview_KeepsEverythingTyped_AndLeadsToThePanel()
    {
        var (_, page) = await site.Send(EveryTypeHost.German, "alice@beispiel.example", _preview, ("long", "Eine\nFrage"), ("some", "noon"), ("land", "AT"), ("agree", "newsletter"));
        Assert.Equal("Eine\nFrage", page.QuerySelector<IHtmlTextAreaElement>("#long")?.Value);
        Assert.Equal("AT", page.QuerySelector<IHtmlSelectElement>("#land")?.Value);
        Assert.True(page.QuerySelector<IHtmlInputElement>("#agree-newsletter")?.IsChecked);
        Assert.Equal("-1", page.QuerySelector("#keep")?.GetAttribute("tabindex"));
        Assert.Equal($"{EveryTypeHost.German}#keep", page.QuerySelector("[name=preview]")?.GetAttribute("formaction"));
        Assert.Null(page.QuerySelector("#errors"));
        Assert.DoesNotContain("Fehler", page.Title, StringComparison.Ordinal);
    }

    // The button that Enter presses is the first of the form.
    [Fact, Rule("A2")]
    public async Task TheFirstButton_SignsUp_TheSecondPreviews()
    {
        var (_, page) = await site.Send(EveryTypeHost.German, "nobody");
        Assert.Equal([null, "preview"], page.QuerySelectorAll("form button:not([type])").Select(b => b.GetAttribute("name")));
    }

    [Fact, Rule("A2")]
    public async Task APreviewOfBadInput_ShowsWhatIsValid_MarksTheRest_AndStoresNothing()
    {
        var (status, page) = await site.Send(EveryTypeHost.German, "", _preview, ("given-name", "Alice"), ("land", "XX"), ("day", "31"), ("day", "4"), ("day", "2026"));
        Assert.Equal(HttpStatusCode.OK, status);
        var rows = Shown(page).ToDictionary(r => r.GetAttribute("data-field") ?? "");
        Assert.Equal(["given-name", "land", "day"], rows.Keys);
        Assert.Empty(Said(rows["given-name"], ".wrong"));
        Assert.Contains("Land aus der Liste", Assert.Single(Said(rows["land"], ".wrong")), StringComparison.Ordinal);
        Assert.Equal("#day", rows["day"].QuerySelector(".wrong a")?.GetAttribute("href"));
        Assert.Equal(("31 4 2026", 0), (Assert.Single(Said(rows["day"], ".said")), Said(rows["day"], "[data-for]").Count));
        Assert.NotNull(page.QuerySelector("#day-error"));
        Assert.Null(page.QuerySelector("#email-error"));
    }

    [Fact, Rule("M8")]
    public async Task ASlipInTheAddress_IsAskedAboutInThePanel()
    {
        var (_, page) = await site.Send(EveryTypeHost.English, "alice@gmial.com", _preview);
        Assert.Equal("Did you mean alice@gmail.com?", Assert.Single(Said(Shown(page).Single(), ".meant")));
    }

    [Fact]
    public async Task APreviewOfWhatIsNotAsked_OrOfAnotherNotice_IsRefusedLikeASubmission()
    {
        var (undeclared, _) = await site.Send(EveryTypeHost.German, "alice@beispiel.example", _preview, ("salary", "1"));
        var (outdated, page) = await site.Send(EveryTypeHost.German, "alice@beispiel.example", _preview, ("notice", new string('0', 64)));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Conflict), (undeclared, outdated));
        Assert.Equal("alice@beispiel.example", Assert.Single(Said(Shown(page).Single(), ".said")));
    }

    [Fact]
    public async Task APreviewOfAWebinarThatIsOver_SaysSo()
    {
        using var client = site.Prospect();
        var notice = await client.Notice("/de/webinare/a-yes-that-lasts");
        await site.InDb(db => db.Set<Schedule>().Where(s => s.Slug == "a-yes-that-lasts").ExecuteUpdateAsync(s => s.SetProperty(x => x.StartsAt, SiteHost.Beginning - Duration.FromDays(1))));
        var (status, _) = await site.Send("/de/webinare/a-yes-that-lasts", "alice@beispiel.example", _preview, ("notice", notice));
        Assert.Equal(HttpStatusCode.Gone, status);
    }

    // Cached by path alone: nothing of a preview may be in it.
    [Theory, Rule("P18")]
    [InlineData(EveryTypeHost.German)]
    [InlineData("/en/newsletter")]
    public async Task TheUntouchedPage_IsTheSameForEverybody(string path)
    {
        using var client = site.Prospect();
        var before = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
        await site.Send(path, "somebody-else@beispiel.example", _preview);
        using var after = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(before, await after.Body());
        Assert.NotNull(after.Headers.Age);
        Assert.DoesNotContain("id=\"keep\"", before, StringComparison.Ordinal);
    }

    private static IEnumerable<IElement> Shown(IDocument page) => page.QuerySelectorAll("[data-keep] [data-field]:not([hidden])");

    private static List<string> Said(IParentNode within, string selector) => [.. within.QuerySelectorAll($"{selector}:not([hidden])").Select(Plain)];

    private static string Plain(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Task<(int, int, int, int)> Rows() => site.InDb(async (SiteDb db) =>
        (await db.Set<Prospect>().CountAsync(), await db.Set<Site.SignUps.SignUp>().CountAsync(), await db.Set<Event>().CountAsync(), await db.Set<OutboxRow>().CountAsync()));
}
