using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>Every type of field: what is taken and how it is stored, what is refused and with which words, and that nothing typed is lost.</summary>
public sealed class EveryTypeTests(EveryTypeHost site) : IClassFixture<EveryTypeHost>
{
    [Theory, Rule("A2")]
    [InlineData("short", "123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("long", "zwei\r\nZeilen", "zwei\nZeilen")]
    [InlineData("phone", "+49 (30) 123-45/6789", "+49 (30) 123-45/6789")]
    [InlineData("phone", "12345", "12345")]
    [InlineData("one", "noon", "noon")]
    [InlineData("some", "evening|morning", "morning,evening")]
    [InlineData("before", "yes", "yes")]
    [InlineData("before", "no", "no")]
    [InlineData("land", "CH", "CH")]
    [InlineData("land", "EH", "EH")]
    [InlineData("day", "1|1|2026", "2026-01-01")]
    [InlineData("day", "31.|12.|2026", "2026-12-31")]
    [InlineData("day", "2026-06-15", "2026-06-15")]
    public async Task WhatIsAtItsLimit_IsTaken(string field, string typed, string stored)
    {
        var address = $"{Guid.NewGuid():N}@beispiel.example";
        var (status, _) = await site.Send(EveryTypeHost.German, address, Typed(field, typed));
        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Equal(stored, await site.Stored(address, field));
    }

    [Theory, Rule("A2")]
    [InlineData("short", "1234567890123456789012345678901", "höchstens 30 Zeichen", "30 characters or fewer")]
    [InlineData("phone", "123456789012345678901", "höchstens 20 Zeichen", "20 characters or fewer")]
    [InlineData("phone", "1234", "Telefonnummer", "telephone number")]
    [InlineData("phone", "ruf mich an 12345", "Telefonnummer", "telephone number")]
    [InlineData("one", "midnight", "eine der Antworten", "one of the answers")]
    [InlineData("one", "morning|noon", "mehrmals", "more than once")]
    [InlineData("some", "morning|midnight", "jede einmal", "each once")]
    [InlineData("some", "midnight", "jede einmal", "each once")]
    [InlineData("some", "morning|morning", "jede einmal", "each once")]
    [InlineData("some", "morning,noon", "jede einmal", "each once")]
    [InlineData("before", "maybe", "eine der Antworten", "one of the answers")]
    [InlineData("before", "yes|no", "mehrmals", "more than once")]
    [InlineData("land", "XX", "Land aus der Liste", "country from the list")]
    [InlineData("land", "de", "Land aus der Liste", "country from the list")]
    [InlineData("day", "31|12|2025", "zwischen dem 1. Januar 2026 und dem 31. Dezember 2026", "between 1 January 2026 and 31 December 2026")]
    [InlineData("day", "1|1|2027", "zwischen dem 1. Januar 2026", "between 1 January 2026")]
    [InlineData("day", "31|4|2026", "das es gibt", "a real date")]
    [InlineData("day", "1|1|26", "das es gibt", "a real date")]
    [InlineData("day", "1||2026", "fehlt noch der Monat", "must include a month")]
    [InlineData("day", "||2026", "fehlen noch der Tag und der Monat", "must include a day and a month")]
    [InlineData("day", "morgen", "fehlen noch", "must include")]
    public async Task OneBeyond_IsRefusedInWords_AndNothingIsStored(string field, string typed, string german, string english)
    {
        foreach (var (path, said) in new[] { (EveryTypeHost.German, german), (EveryTypeHost.English, english) })
        {
            var address = $"{Guid.NewGuid():N}@beispiel.example";
            var (status, page) = await site.Send(path, address, Typed(field, typed));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            var link = Assert.IsAssignableFrom<IHtmlAnchorElement>(page.QuerySelector("#errors a"));
            Assert.Contains(said, Plain(link.TextContent), StringComparison.Ordinal);
            Assert.Contains(said, Plain(page.QuerySelector($"#{field}-error")?.TextContent), StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector($"#{field}"));
            Assert.Equal($"#{field}", link.GetAttribute("href"));
            Assert.StartsWith(path == EveryTypeHost.German ? "Fehler: " : "Error: ", page.Title, StringComparison.Ordinal);
            Assert.Equal(0, await site.SignUps(address));
        }
    }

    // The address is refused, so that everything comes back.
    [Fact, Rule("A2")]
    public async Task WhatWasAnswered_StandsThereAgain_InEveryType()
    {
        var (status, page) = await site.Send(EveryTypeHost.German, "nobody",
            [("short", "kurz"), ("long", "lang"), ("phone", "12345"), ("one", "noon"), ("some", "morning"), ("some", "evening"), ("before", "no"), ("land", "AT"),
             ("day", "31"), ("day", "2"), ("day", "2026"), ("food", "noon"), ("agree", "newsletter"), ("agree", "catering")]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var typed = page.QuerySelectorAll("form [name]").OfType<IHtmlInputElement>().Where(i => i.Type is "text" or "tel" or "email" && i.Name != "website").Select(i => i.Value).Where(v => v.Length > 0);
        Assert.Equal(["nobody", "kurz", "12345", "31", "2", "2026"], typed);
        Assert.Equal("lang", page.QuerySelector<IHtmlTextAreaElement>("#long")?.Value);
        Assert.Equal("AT", page.QuerySelector<IHtmlSelectElement>("#land")?.Value);
        Assert.Equal(["", "noon", "morning", "evening", "no", "noon", "newsletter", "catering"], page.QuerySelectorAll("form :checked:not(option)").Select(c => c.GetAttribute("value")));
    }

    [Fact]
    public void Countries_HaveANameInEachLanguage_InItsAlphabet()
    {
        foreach (var path in new[] { EveryTypeHost.German, EveryTypeHost.English })
        {
            var language = Language.Of(path[1..3]);
            var names = Countries.Sorted(language).Select(c => c.Name).ToList();
            Assert.Equal(249, names.Distinct().Count());
            Assert.Equal(names.Order(StringComparer.Create(language.Culture, ignoreCase: true)), names);
            Assert.True(names.IndexOf(language["Ägypten", "Egypt"]) < names.IndexOf(language["Belgien", "Finland"]));
        }

        Assert.Equal(("Deutschland", "Germany", "Simbabwe", "Vereinigtes Königreich"), (Countries.Name("DE", Language.German), Countries.Name("DE", Language.English), Countries.Name("ZW", Language.German), Countries.Name("GB", Language.German)));
    }

    [Theory]
    [InlineData("one", "noon", "Mittags, gern auch später", "Noon, or later")]
    [InlineData("some", "morning,evening", "Morgens, Abends", "Morning, Evening")]
    [InlineData("before", "no", "Nein", "No")]
    [InlineData("land", "AT", "Österreich", "Austria")]
    [InlineData("day", "2026-03-27", "27. März 2026", "27 March 2026")]
    [InlineData("short", "yes", "yes", "yes")]
    [InlineData("one", "since-removed", "since-removed", "since-removed")]
    public void AStoredValue_IsSaidInWords(string field, string stored, string german, string english)
    {
        foreach (var (path, words) in new[] { (EveryTypeHost.German, german), (EveryTypeHost.English, english) })
        {
            var form = site.Form(path);
            Assert.Equal(words, Plain(form.Fields.Single(f => f.Key == field).Said(stored, form.In)));
        }
    }

    [Theory]
    [InlineData("sentence", "Aus einem anderen Webinar")]
    [InlineData("agree", "phone")]
    [InlineData("agree", "webinar")]
    [InlineData("day-month", "4")]
    public async Task WhatThisFormDoesNotAsk_IsRefused(string key, string value)
    {
        var (status, page) = await site.Send(EveryTypeHost.German, "stranger@beispiel.example", (key, value));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Danach haben wir nicht gefragt", page.QuerySelector("#errors-title")?.TextContent);
        Assert.Equal(0, await site.SignUps("stranger@beispiel.example"));
    }

    [Fact, Rule("P5")]
    public async Task ASpecialCategory_IsMarked_AndKeptOnlyWithItsBox()
    {
        var (_, page) = await site.Send(EveryTypeHost.German, "nobody");
        Assert.Equal("besonders geschützt", page.QuerySelector("#f-food .special")?.TextContent);
        Assert.Contains("nur mit Ihrer ausdrücklichen Einwilligung unter „Essen, das passt“ (Art. 9", page.QuerySelector("#food-note > p:nth-of-type(3)")?.TextContent, StringComparison.Ordinal);
        await site.Send(EveryTypeHost.German, "without@beispiel.example", ("food", "noon"));
        await site.Send(EveryTypeHost.German, "with@beispiel.example", ("food", "noon"), ("agree", "catering"));
        Assert.Equal((null, "noon"), (await site.Stored("without@beispiel.example", "food"), await site.Stored("with@beispiel.example", "food")));
    }

    private static (string, string)[] Typed(string field, string typed) => [.. typed.Split('|').Select(v => (field, v))];

    private static string Plain(string? text) => (text ?? "").Replace('\u00A0', ' ').Trim();
}
