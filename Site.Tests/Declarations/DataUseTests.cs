using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>What is said of a field beside the form stands in the privacy notice, on the public page and in the record: all are made from one declaration.</summary>
[Rule("P5")]
public sealed class DataUseTests(DeclaredHost site) : IClassFixture<DeclaredHost>
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task EveryField_IsOnThePublicPage_WithAllThatTheFormSaysOfIt(string code)
    {
        var language = Language.Of(code);
        var page = await Page(Addresses.Path(Place.DataUse, language));
        foreach (var (declared, purpose) in Pairs)
        {
            var article = page.QuerySelector($"#f-{declared.Id}")?.Closest("article")?.TextContent ?? "";
            Assert.All(Said(declared.Field, purpose, language), fact => Assert.Contains(Flat(fact), Flat(article), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task EveryField_IsInThePrivacyNotice_UnderEachOfItsPurposes(string code)
    {
        var language = Language.Of(code);
        var page = await Page(Addresses.Path(Place.Privacy, language));
        foreach (var (declared, purpose) in Pairs)
        {
            var section = Flat(page.QuerySelector($"#p-{purpose.Key}")?.Closest("section")?.TextContent ?? "");
            var words = declared.Field.Words[language];
            string[] facts = [.. Facts(purpose, language), words.Label, words.Why, words.IfEmpty, purpose.What[language], purpose.Benefit[language]];
            Assert.All(facts, fact => Assert.Contains(Flat(fact), section, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task WhatTheFormShows_IsMadeOfTheSameFacts()
    {
        foreach (var language in Language.All)
        {
            var form = await Page(Addresses.Path(Place.Webinar, language, "ask-first"));
            foreach (var (declared, purpose) in Pairs.Where(p => p.Purpose.Key == "webinar" && p.Declared.Form?.Key is (null or "webinar/ask-first")))
            {
                var note = Flat(form.QuerySelector($"#f-{declared.Field.Key}")?.TextContent ?? "");
                Assert.All(Said(declared.Field, purpose, language), fact => Assert.Contains(Flat(fact), note, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("/de/datenschutz", "=Cloud Inc., USA (zählt Plätze); Standardvertragsklauseln", "Wir wollen niemanden wegschicken müssen.", "innerhalb von 7 Tagen")]
    [InlineData("/en/privacy", "=Cloud Inc., United States (counts places); standard contractual clauses", "We do not want to turn anybody away.", "within 7 days")]
    public async Task TransfersInterestsAndDeadlines_AreSaidExplicitly(string path, string transfer, string interest, string deadline)
    {
        var page = await Page(path);
        Assert.Contains(transfer, Flat(page.QuerySelector("#transfers")?.NextElementSibling?.NextElementSibling?.TextContent ?? ""), StringComparison.Ordinal);
        Assert.Contains(interest, page.QuerySelector("#p-planning")?.Closest("section")?.TextContent, StringComparison.Ordinal);
        Assert.Contains(deadline, page.QuerySelector("#unconfirmed")?.NextElementSibling?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFirstLayer_LeadsDownToEverything_AndCanBeReadInTwentySeconds()
    {
        foreach (var path in new[] { "/de/datenschutz", "/en/privacy" })
        {
            var page = await Page(path);
            var summary = page.QuerySelector("#short")?.Closest("section");
            Assert.All(summary?.QuerySelectorAll("a") ?? throw new InvalidOperationException("no summary"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href") ?? "")));
            Assert.True(PrivacyRight.All.All(r => summary.QuerySelector($"a[href='#{r.Id}']") is not null));
            // Silent reading is 240 to 300 words a minute.
            Assert.InRange(summary.QuerySelector("dl")?.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length ?? 0, 20, 100);
        }
    }

    private IEnumerable<(DeclaredField Declared, Purpose Purpose)> Pairs
    {
        get
        {
            _ = site.Services;
            var pairs = site.Use.Fields.SelectMany(f => f.Field.Purposes.Select(p => (f, p))).ToList();
            Assert.Contains(pairs, p => p.f.Form is not null);
            Assert.Contains(pairs, p => p.p.Key == "planning");
            return pairs;
        }
    }

    private static IEnumerable<string> Said(Field field, Purpose purpose, Language language)
    {
        var words = field.Words[language];
        return [words.Label, words.Why, words.Benefit, words.IfEmpty, .. Facts(purpose, language)];
    }

    private static IEnumerable<string> Facts(Purpose purpose, Language language) =>
    [
        Wording.Kept(purpose.Retention, language), Wording.Basis(purpose.Basis, purpose.IsExplicit, language), .. purpose.Recipients.Select(r => Wording.Recipient(r, language)),
    ];

    private async Task<IHtmlDocument> Page(string path)
    {
        using var client = site.Prospect();
        return new HtmlParser().ParseDocument(await client.GetStringAsync(path, _stop));
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
