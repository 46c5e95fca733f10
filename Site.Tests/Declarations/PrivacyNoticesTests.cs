using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.SignUps;

namespace Site.Tests.Declarations;

/// <summary>The privacy notice moves on in versions that stay.</summary>
public sealed class PrivacyNoticesTests(TermsHost site) : IClassFixture<TermsHost>
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    private PrivacyNotices Versions => site.Services.GetRequiredService<PrivacyNotices>();

    [Fact]
    public async Task AChangedWord_MakesANewVersion_AndTheOldOneStaysByteForByte()
    {
        using var client = site.Prospect();
        var first = Versions.Current(Language.German);
        var before = await Stored(first);
        Assert.Contains(before, await Body(client, "/de/datenschutz"), StringComparison.Ordinal);

        site.Clock.Advance(Duration.FromDays(3));
        await site.Reword("purposes.yml", "etwa zweimal im Monat\", en", "etwa dreimal im Monat\", en");
        var second = Versions.Current(Language.German);
        Assert.Equal((first.Number + 1, site.Clock.GetCurrentInstant()), (second.Number, second.From));
        Assert.Contains(await Stored(second), await Body(client, "/de/datenschutz"), StringComparison.Ordinal);
        var old = await Body(client, $"/de/datenschutz/fassung/{first.Number}");
        Assert.Contains(before, old, StringComparison.Ordinal);
        Assert.Contains($"Fassung {first.Number} gilt nicht mehr.", old, StringComparison.Ordinal);
        Assert.DoesNotContain("gilt nicht mehr", await Body(client, $"/de/datenschutz/fassung/{second.Number}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheComparison_NamesExactlyWhatChanged_AndNothingElse()
    {
        using var client = site.Prospect();
        var older = Versions.Current(Language.German).Number;
        await site.Reword("purposes.yml", "30 days after webinar-end", "45 days after webinar-end");
        var page = new HtmlParser().ParseDocument(await Body(client, $"/de/datenschutz/vergleich/{older}-{older + 1}"));
        // Once in the summary, once under its purpose.
        Assert.Equal(["30", "30"], page.QuerySelectorAll(".change del").Select(Word));
        Assert.Equal(["45", "45"], page.QuerySelectorAll(".change ins").Select(Word));
        Assert.Equal("Geändert · Teilnahme am Webinar › Gespeichert", page.QuerySelectorAll(".kind")[^1].TextContent);
    }

    [Fact]
    public async Task BothLanguages_MoveTogether_AlsoWhereOneSaysTheSame()
    {
        using var client = site.Prospect();
        await site.Reword("purposes.yml", "Hinweisen auf unsere Beratung.", "Hinweisen auf unsere Beratungen.");
        var (german, english) = (Versions.In(Language.German), Versions.In(Language.English));
        Assert.Equal(german.Select(v => (v.Number, v.From, v.Until)), english.Select(v => (v.Number, v.From, v.Until)));
        Assert.Equal(english[^2].Hash, english[^1].Hash);
        Assert.NotEqual(german[^2].Hash, german[^1].Hash);
        var pair = $"{english.Count - 1}-{english.Count}";
        var page = await Body(client, $"/en/privacy/changes/{pair}");
        Assert.Contains("The wording changed in the German version only", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/de/datenschutz/vergleich/{pair}\" hreflang=\"de\">See the change</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No word has changed.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hreflang=\"en\">Die", await Body(client, $"/de/datenschutz/vergleich/{pair}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task VersionsOfOneDay_AreToldApartByTheTime_AndOthersHaveTheirDayAlone()
    {
        using var client = site.Prospect();
        site.Clock.Advance(Duration.FromDays(2));
        await site.Reword("purposes.yml", "etwas Lesenswertes.", "etwas sehr Lesenswertes.");
        var date = new HtmlParser().ParseDocument(await Body(client, "/de/datenschutz")).QuerySelector(".over time")?.TextContent ?? "";
        Assert.DoesNotContain("Uhr", date, StringComparison.Ordinal);
        site.Clock.Advance(Duration.FromMinutes(1));
        await site.Reword("purposes.yml", "etwas sehr Lesenswertes.", "etwas Lesenswertes.");
        var page = new HtmlParser().ParseDocument(await Body(client, "/de/datenschutz"));
        Assert.StartsWith($"{date}, ", page.QuerySelector(".over time")?.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("Uhr", page.QuerySelector(".versions time")?.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(page.QuerySelector(".over time")?.TextContent, page.QuerySelector(".versions time")?.TextContent);
    }

    [Fact]
    public async Task WhatPeopleAreNotTold_MakesNoNewVersion()
    {
        var before = Versions.In(Language.German).Count;
        await site.Reword("site.yml", "confirmation: branded", "confirmation: neutral");
        Assert.Equal(before, Versions.In(Language.German).Count);
        Assert.Equal(before, await site.InDb(db => db.Set<NoticePublication>().CountAsync(p => p.FormKey == PrivacyNotice.Key && p.Language == "en")));
    }

    [Theory]
    [InlineData("/de/datenschutz/fassung/0")]
    [InlineData("/de/datenschutz/fassung/01")]
    [InlineData("/de/datenschutz/fassung/9999")]
    [InlineData("/de/datenschutz/fassung/99999999999999999999")]
    [InlineData("/en/privacy/version/x")]
    [InlineData("/en/privacy/changes/1-1")]
    [InlineData("/en/privacy/changes/2-1")]
    [InlineData("/en/privacy/changes/1-9999")]
    [InlineData("/en/privacy/changes/1-x-2")]
    [InlineData("/en/privacy/changes/-")]
    [InlineData("/de/privacy/version/1")]
    public async Task AVersionThatThereIsNot_IsNotFound(string path)
    {
        using var client = site.Prospect();
        using var response = await client.GetAsync(path, _stop);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private Task<string> Stored(PrivacyVersion version) => site.InDb(db => PrivacyNotices.Shown(version, db));

    private static Task<string> Body(HttpClient client, string path) => client.GetStringAsync(path, _stop);

    private static string Word(AngleSharp.Dom.IElement mark) => mark.ChildNodes.OfType<AngleSharp.Dom.IText>().Single().Data;
}
