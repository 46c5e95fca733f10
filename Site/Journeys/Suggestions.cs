using Site.Declarations;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>
/// The one place that decides what somebody sees next, and why. With a live consent to suggestions: first what fits the topic they declared, then
/// what goes with the webinars they signed up for, then what comes next. Without it the next webinars by date, the same for all. Never suggested:
/// what has begun, was cancelled, is full, or what the person has a place in.
/// </summary>
public sealed class Suggestions(Seats seats, LiveSite live)
{
    /// <summary>At most <paramref name="most"/> suggestions, as of now.</summary>
    public async Task<Selection> For(Known known, int most, CancellationToken cancellationToken = default) => For(known, most, await seats.Open(cancellationToken));

    /// <param name="doors">The webinars with an open door, as <see cref="Seats.Open"/> gives them.</param>
    internal Selection For(Known known, int most, IReadOnlyList<Schedule> doors)
    {
        var webinars = live.Part<WebinarList>();
        var open = doors.Where(s => webinars.Find(s.Slug) is not null).Select(s => (webinars.BySlug[s.Slug], s));
        var all = Order(known, new Offers([.. open], live.Part<ArticleList>().All, live.Part<Topics>(), webinars));
        var isUsed = live.Part<Topics>().Find(known.Topic?.Key) is not null;
        return new Selection([.. all.Take(most)], known, isUsed ? [Topics.Field] : []);
    }

    /// <summary>Everything that may be suggested to this person, the best first. Depends on what it is given and on nothing else.</summary>
    internal static IEnumerable<Suggestion> Order(Known known, Offers offers)
    {
        var open = offers.Open.Where(o => !known.Places.Contains(o.Webinar.Slug));
        if (!known.AllowsSuggestions)
        {
            return open.Select(o => new SuggestedWebinar(o.Webinar, o.Schedule, Reason.Next));
        }

        var why = new Reasons(known, offers);
        var webinars = open.Select(o => (Suggestion)new SuggestedWebinar(o.Webinar, o.Schedule, why.Of(o.Webinar)));
        var articles = offers.Articles.Select(a => new SuggestedArticle(a, why.Of(a))).Where(a => a.Reason.IsPersonal);
        return webinars.Concat(articles).OrderBy(s => s.Reason.Rank);
    }
}

/// <summary>What there is to suggest: webinars with an open door, the next one first, and articles, the newest first.</summary>
/// <param name="Topics">The topics there are.</param>
/// <param name="Webinars">All webinars, past ones too: somebody may have been there.</param>
public sealed record Offers(IReadOnlyList<(Webinar Webinar, Schedule Schedule)> Open, IReadOnlyList<Article> Articles, Topics Topics, WebinarList Webinars);

/// <summary>What one person is shown, in this order, and what that rests on.</summary>
/// <param name="UsedFields">Keys of the fields whose values were looked at.</param>
public sealed record Selection(IReadOnlyList<Suggestion> All, Known Known, IReadOnlyList<string> UsedFields)
{
    /// <summary>Something in it was chosen by what the person told us or signed up for.</summary>
    public bool IsPersonal => All.Any(s => s.Reason.IsPersonal);
}
