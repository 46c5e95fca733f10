using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Declarations;
using Site.Journeys;
using Site.Publishing;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.Journeys;

/// <summary>What is suggested in which order, and what is said of it; depends on nothing but what is given.</summary>
public sealed class SuggestionsTests(SharedSite site)
{
    private static readonly Known _stranger = new(new HashSet<string>(), null, AllowsSuggestions: false, AllowsNewsletter: false);
    private static readonly Told _evidence = new("evidence", "Löschen und beweisen");
    private static readonly Known _open = _stranger with { AllowsSuggestions = true };

    private Snapshot Content => site.Services.GetRequiredService<LiveSite>().Current;

    [Fact]
    public void WithoutAConsent_EverybodyGetsTheNextWebinarsByDate()
    {
        var told = _stranger with { Topic = _evidence, AllowsNewsletter = true };
        Assert.Equal(["one", "two", "three"], Slugs(_stranger));
        Assert.Equal(["one", "two", "three"], Slugs(told));
        Assert.All(Suggestions.Order(told, Offers()), s => Assert.False(s.Reason.IsPersonal));
    }

    [Fact]
    public void WithAConsent_WhatFitsTheTopicComesFirst_ThenWhatFitsTheSignUps_ThenWhatComesNext()
    {
        var alice = _open with { Topic = _evidence, Places = new HashSet<string> { "ask-first" } };
        Assert.Equal(["three", "knowing-how-to-forget", "one", "ask-and-you-may-stay", "two"], Slugs(alice));
    }

    [Fact]
    public void EachStandsWithItsReason_InBothLanguages()
    {
        var all = Suggestions.Order(_open with { Topic = _evidence, Places = new HashSet<string> { "ask-first" } }, Offers()).Select(s => s.Reason).ToList();
        Assert.Equal("Weil Sie uns gesagt haben, dass Sie „Löschen und beweisen“ beschäftigt.", all[0].Sentence(Language.German));
        Assert.Equal("Because you told us that “Löschen und beweisen” is on your mind.", all[0].Sentence(Language.English));
        Assert.Equal("Weil Sie sich für „Fragen statt sammeln: Kundenreisen aus erster Hand“ angemeldet haben.", all[2].Sentence(Language.German));
        Assert.Equal("Because you signed up for “Ask, don’t collect: customer journeys at first hand”.", all[2].Sentence(Language.English));
        Assert.Equal([true, true, true, true, false], all.Select(r => r.IsPersonal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatSomebodyHasAPlaceIn_IsNotSuggestedToThem(bool allows) =>
        Assert.DoesNotContain("two", Slugs(_open with { AllowsSuggestions = allows, Topic = new Told("consent", ""), Places = new HashSet<string> { "two" } }));

    [Theory]
    [InlineData(null)]
    [InlineData("journeys")]
    [InlineData("astrology")]
    public void WhereNothingFits_ItIsByDateAsForEverybody(string? topic)
    {
        Assert.Equal(["one", "two", "three"], Slugs(_open with { Topic = topic is null ? null : new Told(topic, "") }));
        Assert.False(new Selection([.. Suggestions.Order(_open with { Topic = topic is null ? null : new Told(topic, "") }, Offers())], _open, []).IsPersonal);
    }

    private IEnumerable<string> Slugs(Known known) =>
        Suggestions.Order(known, Offers()).Select(s => s is SuggestedWebinar w ? w.Webinar.Slug : ((SuggestedArticle)s).Article.Slug);

    // Three webinars to come, one for each of three topics, and the articles as shipped.
    private Offers Offers()
    {
        var shipped = Content.Part<WebinarList>();
        var webinars = new[] { ("one", "first-party-data"), ("two", "consent"), ("three", "evidence") }
            .Select((w, day) => (shipped.BySlug["ask-first"] with { Slug = w.Item1, Topic = w.Item2 }, At(w.Item1, day)));
        return new Offers([.. webinars], Content.Part<ArticleList>().All, Content.Part<Topics>(), shipped);
    }

    private static Schedule At(string slug, int day)
    {
        var start = SiteHost.Beginning + Duration.FromDays(day + 1);
        return new Schedule { Slug = slug, Uid = Guid.NewGuid(), LocalStart = start.InUtc().LocalDateTime, Zone = "UTC", Minutes = 30, StartsAt = start, AnnouncedAt = SiteHost.Beginning };
    }
}
