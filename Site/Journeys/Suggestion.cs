using Site.Publishing;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>Something to look at next and why it stands where it stands; it is a webinar or an article.</summary>
public abstract record Suggestion(Reason Reason)
{
    public abstract string Title(Language language);

    public abstract string Summary(Language language);

    /// <summary>What it is and when, on one line: "Webinar, Mittwoch, 18. März 2026, 17:30–18:15 Uhr (MEZ)", "Artikel, 4 Minuten".</summary>
    public abstract string Line(Language language);

    /// <summary>The path of its page.</summary>
    public abstract string Path(Language language);
}

/// <summary>A webinar that is ahead, as announced, with a seat free.</summary>
public sealed record SuggestedWebinar(Webinar Webinar, Schedule Schedule, Reason Reason) : Suggestion(Reason)
{
    public override string Title(Language language) => Webinar.Texts[language].Title;

    public override string Summary(Language language) => Webinar.Texts[language].Summary;

    public override string Line(Language language) =>
        $"Webinar, {Dates.Whole(Schedule.Start, Schedule.Minutes, language)}";

    public override string Path(Language language) => Addresses.Path(Place.Webinar, language, Webinar.Slug);
}

/// <summary>An article to read.</summary>
public sealed record SuggestedArticle(Article Article, Reason Reason) : Suggestion(Reason)
{
    public override string Title(Language language) => Article.Texts[language].Title;

    public override string Summary(Language language) => Article.Texts[language].Summary;

    public override string Line(Language language) => language[
        $"Artikel, {Article.Texts[language].ReadingMinutes}\u00A0Minuten Lesezeit", $"Article, {Article.Texts[language].ReadingMinutes}\u00A0minutes to read"];

    public override string Path(Language language) => Addresses.Path(Place.Article, language, Article.Slug);
}
