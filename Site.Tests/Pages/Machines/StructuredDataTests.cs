using System.Text.Json;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Pages.Machines;
using Site.Publishing;
using Site.Tests.SignUps;
using Site.Tests.Support;
using Site.Web;
using Site.Webinars;

namespace Site.Tests.Pages.Machines;

/// <summary>What search engines are told of a webinar and an article is what people read, and what was announced.</summary>
[Rule("W1")]
public sealed class StructuredDataTests : IClassFixture<TermsHost>
{
    private readonly TermsHost _site;

    public StructuredDataTests(TermsHost site) => _site = site;

    [Fact]
    public async Task AWebinar_IsAnOnlineEvent_WithItsOffsetAndItsPublicPageAsThePlace()
    {
        var data = await Data("/en/webinars/a-yes-that-lasts");
        Assert.Equal("https://schema.org", data.GetProperty("@context").GetString());
        Assert.Equal("Event", Text(data, "@type"));
        Assert.Equal("https://schema.org/OnlineEventAttendanceMode", Text(data, "eventAttendanceMode"));
        Assert.Equal("https://schema.org/EventScheduled", Text(data, "eventStatus"));
        Assert.Matches(@"^2026-\d\d-\d\dT\d\d:\d\d:00\+0[12]:00$", Text(data, "startDate"));
        Assert.True(DateTimeOffset.Parse(Text(data, "startDate")) < DateTimeOffset.Parse(Text(data, "endDate")));
        Assert.Equal(("VirtualLocation", $"{_site.Address}en/webinars/a-yes-that-lasts"), (Text(data.GetProperty("location"), "@type"), Text(data.GetProperty("location"), "url")));
        Assert.StartsWith($"{_site.Address}content/", Text(data, "image"), StringComparison.Ordinal);
        Assert.Equal(("en", "Wegwarte GmbH"), (Text(data, "inLanguage"), Text(data.GetProperty("organizer"), "name")));
        Assert.True(data.GetProperty("isAccessibleForFree").GetBoolean());
        Assert.NotEmpty(data.GetProperty("performer").EnumerateArray());
        Assert.False(data.TryGetProperty("previousStartDate", out _));
    }

    [Fact]
    public async Task TheAddressWhereItIsJoined_StandsOnNoPage()
    {
        using var client = _site.Prospect();
        Assert.DoesNotContain("live.wegwarte.example", await client.GetStringAsync("/de/webinare/a-yes-that-lasts", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMovedWebinar_SaysFromWhen_AndACancelledOneThatItIs()
    {
        var before = Text(await Data("/de/webinare/a-yes-that-lasts"), "startDate");
        await Announce(s => s.SetProperty(x => x.Sequence, 1).SetProperty(x => x.StartsAt, SiteHost.Beginning + Duration.FromDays(70)));
        var moved = await Data("/de/webinare/a-yes-that-lasts");
        Assert.Equal(("https://schema.org/EventRescheduled", before), (Text(moved, "eventStatus"), Text(moved, "previousStartDate")));
        Assert.NotEqual(before, Text(moved, "startDate"));

        await Announce(s => s.SetProperty(x => x.CancelledAt, SiteHost.Beginning));
        var cancelled = await Data("/de/webinare/a-yes-that-lasts");
        Assert.Equal(("https://schema.org/EventCancelled", before), (Text(cancelled, "eventStatus"), Text(cancelled, "previousStartDate")));
        Assert.False(cancelled.TryGetProperty("offers", out _));
        await Announce(s => s.SetProperty(x => x.Sequence, 0).SetProperty(x => x.CancelledAt, (Instant?)null));
    }

    [Theory]
    [InlineData("/de/artikel/ask-and-you-may-stay", "Wer fragt, darf bleiben", "de")]
    [InlineData("/en/articles/ask-and-you-may-stay", "Ask, and you may stay", "en")]
    public async Task AnArticle_SaysWhoWroteItAndWhen(string path, string headline, string language)
    {
        var data = await Data(path);
        Assert.Equal(("Article", headline, language), (Text(data, "@type"), Text(data, "headline"), Text(data, "inLanguage")));
        Assert.Equal(("Person", "Jonas Brandt"), (Text(data.GetProperty("author"), "@type"), Text(data.GetProperty("author"), "name")));
        Assert.Equal("2026-02-18", Text(data, "datePublished"));
        Assert.Equal(SiteHost.Beginning, Instant.FromDateTimeOffset(DateTimeOffset.Parse(Text(data, "dateModified"))));
    }

    [Fact, Rule("S1")]
    public void NothingInATitle_EndsTheElement()
    {
        const string Title = "</script><script>alert('ä')</script><!-- & \u2028";
        _site.Started();
        var article = _site.Services.GetRequiredService<LiveSite>().Part<ArticleList>().All[0];
        var text = article.Texts[Language.English] with { Title = Title };
        var json = _site.Services.GetRequiredService<StructuredData>().Article(article with { Texts = new Dictionary<Language, ArticleText> { [Language.English] = text } }, null, Language.English);
        Assert.Equal(-1, json.IndexOfAny(['<', '>', '&', '\'']));
        Assert.Equal(Title, Text(JsonDocument.Parse(json).RootElement, "headline"));
    }

    private async Task Announce(Action<UpdateSettersBuilder<Schedule>> change)
    {
        await _site.Announce(change);
        _site.Services.GetRequiredService<PageVersion>().Move();
    }

    private async Task<JsonElement> Data(string path)
    {
        using var client = _site.Prospect();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await client.GetStringAsync(path, TestContext.Current.CancellationToken));
        return JsonDocument.Parse(page.QuerySelectorAll("head script[type='application/ld+json']").Single().TextContent).RootElement;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
