using NodaTime;
using Site.Declarations;
using Site.Publishing;
using Site.Webinars;

namespace Site.Pages.Machines;

/// <summary>A page that wants to be found.</summary>
/// <param name="Key">Its slug, if it has one.</param>
internal sealed record PublicPage(Place Place, string Key = "")
{
    private static readonly Place[] _kept = [Place.Sent, Place.Confirm, Place.Cancel, Place.Withdraw, Place.Receipt, Place.MyDataSent, Place.MyDataView, Place.MyDataErase];

    /// <summary>All of the live content, each in every language: every place but those with a token, after a form or in a session.</summary>
    internal static IEnumerable<PublicPage> All(Snapshot live) =>
        Enum.GetValues<Place>().Except(_kept).SelectMany(place => Keys(place, live).Select(key => new PublicPage(place, key)));

    /// <summary>The latest change to what the page is about: the words it shows, and what became of the webinars on it.</summary>
    internal Instant? Changed(Language language, Snapshot live, LastChanges changes, IReadOnlyCollection<Schedule> schedules, Instant now)
    {
        Instant?[] all = [changes.Latest(language, Words(live)), .. schedules.Where(IsAbout).SelectMany(s => new[] { s.AnnouncedAt, s.CancelledAt, s.EndsAt }).Where(at => at <= now)];
        return all.Max();
    }

    private static IEnumerable<string> Keys(Place place, Snapshot live) => place switch
    {
        Place.Webinar => live.Part<WebinarList>().BySlug.Keys.Order(StringComparer.Ordinal),
        Place.Article => live.Part<ArticleList>().All.Select(a => a.Slug),
        Place.MyData when !live.Part<Catalogue>().Purposes.ContainsKey(Catalogue.Access) => [],
        _ => Addresses.Template(place, Language.English).Contains("{key}", StringComparison.Ordinal) ? [] : [""],
    };

    // How the paths of the files begin whose words stand on the page. What is not named here is made from the declarations.
    private IEnumerable<string> Words(Snapshot live) => Place switch
    {
        Place.Home => ["pages/home.", "webinars/", "articles/"],
        Place.Webinars => ["webinars/"],
        Place.Webinar => [$"webinars/{Key}/", "fields.yml", "purposes.yml", .. live.Part<WebinarList>().BySlug[Key].Speakers.Select(s => $"people/{s.Slug}.yml")],
        Place.Articles => ["articles/"],
        Place.Article => [$"articles/{Key}/", $"people/{live.Part<ArticleList>().Find(Key)?.Author.Slug}.yml"],
        Place.Imprint => ["pages/imprint.", "site.yml"],
        Place.Accessibility => ["pages/accessibility."],
        Place.CheckReceipt => ["site.yml"],
        Place.MyData => ["site.yml", "purposes.yml"],
        _ => ["site.yml", "fields.yml", "purposes.yml", "webinars/"],
    };

    private bool IsAbout(Schedule schedule) => Place is Place.Home or Place.Webinars || (Place == Place.Webinar && schedule.Slug == Key);
}
