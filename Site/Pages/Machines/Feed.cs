using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Site.Data;
using Site.Publishing;
using Site.Webinars;

namespace Site.Pages.Machines;

/// <summary>
/// Articles and the webinars ahead in one language (Atom, RFC 4287, rule W2). The id of an entry is the address of its page, which stays with it. A cancelled
/// webinar says so until it would have been over.
/// </summary>
internal sealed class Feed(LiveSite live, SiteDb db, IClock clock, IOptions<SiteOptions> options)
{
    internal const string MediaType = "application/atom+xml";
    private const int MostEntries = 50;

    private static readonly XNamespace _atom = "http://www.w3.org/2005/Atom";

    internal static string Path(Language language) => $"/{language}/feed.xml";

    internal static string Title(SiteSettings settings, Language language) =>
        $"{settings.Brand.Name}: {language["Artikel und Webinare", "articles and webinars"]}";

    internal async Task<MachineDocument> Write(Language language)
    {
        var changes = await LastChanges.Read(db);
        var schedules = await db.Set<Schedule>().AsNoTracking().ToListAsync();
        var entries = Articles(language, changes).Concat(Webinars(language, changes, schedules)).OrderByDescending(e => e.Updated).Take(MostEntries).ToList();
        var updated = entries.Select(e => (Instant?)e.Updated).Append(changes.Latest(language, "site.yml")).Max() ?? Instant.MinValue;
        return MachineDocument.Xml(Root(language, updated, entries), MediaType, updated);
    }

    private IEnumerable<Entry> Articles(Language language, LastChanges changes)
    {
        var zone = live.Part<SiteSettings>().Zone;
        foreach (var article in live.Part<ArticleList>().All)
        {
            var (text, published) = (article.Texts[language], article.Published.AtStartOfDayInZone(zone).ToInstant());
            yield return new Entry(Place.Article, article.Slug, text.Title, text.Summary, changes.Latest(language, $"articles/{article.Slug}/") ?? published, [article.Author])
            {
                Published = published,
                Html = string.Concat(text.Parts.Select(p => p.HeadingHtml + p.Html)),
            };
        }
    }

    private IEnumerable<Entry> Webinars(Language language, LastChanges changes, IEnumerable<Schedule> schedules)
    {
        var now = clock.GetCurrentInstant();
        foreach (var schedule in schedules.Where(s => s.EndsAt > now))
        {
            if (live.Part<WebinarList>().Find(schedule.Slug) is { } webinar)
            {
                var (text, off) = (webinar.Texts[language], schedule.CancelledAt is null ? "" : language["Abgesagt: ", "Cancelled: "]);
                var when = $"{Dates.Long(schedule.Start.Date, language)}, {Dates.Span(schedule.Start, schedule.Minutes, language)}";
                Instant?[] moments = [schedule.AnnouncedAt, schedule.CancelledAt, changes.Latest(language, $"webinars/{schedule.Slug}/")];
                yield return new Entry(Place.Webinar, schedule.Slug, off + text.Title, $"{when}. {text.Summary}", moments.Max() ?? now, webinar.Speakers);
            }
        }
    }

    private XElement Root(Language language, Instant updated, IEnumerable<Entry> entries)
    {
        var settings = live.Part<SiteSettings>();
        var self = options.Value.Absolute(Path(language));
        return new XElement(
            _atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", language.Code),
            new XElement(_atom + "id", self),
            new XElement(_atom + "title", Title(settings, language)),
            new XElement(_atom + "subtitle", settings.Brand.Claim[language]),
            new XElement(_atom + "updated", InstantPattern.General.Format(updated)),
            Link("self", MediaType, self),
            Link("alternate", "text/html", options.Value.Absolute(Addresses.Path(Place.Home, language))),
            new XElement(_atom + "author", new XElement(_atom + "name", settings.Controller.Name)),
            new XElement(_atom + "icon", options.Value.Absolute(live.Current.Url("theme/mark.svg"))),
            entries.Select(e => Element(e, options.Value.Absolute(Addresses.Path(e.Place, language, e.Slug)))));
    }

    private static XElement Element(Entry entry, string url) => new(
        _atom + "entry",
        new XElement(_atom + "id", url),
        new XElement(_atom + "title", entry.Title),
        Link("alternate", "text/html", url),
        entry.Published is { } published ? new XElement(_atom + "published", InstantPattern.General.Format(published)) : null,
        new XElement(_atom + "updated", InstantPattern.General.Format(entry.Updated)),
        entry.Authors.Select(a => new XElement(_atom + "author", new XElement(_atom + "name", a.Name))),
        new XElement(_atom + "summary", entry.Summary),
        entry.Html is null ? null : new XElement(_atom + "content", new XAttribute("type", "html"), new XAttribute(XNamespace.Xml + "base", url), entry.Html));

    private static XElement Link(string relation, string mediaType, string url) => new(
        _atom + "link", new XAttribute("rel", relation), new XAttribute("type", mediaType), new XAttribute("href", url));

    private sealed record Entry(Place Place, string Slug, string Title, string Summary, Instant Updated, IReadOnlyList<Person> Authors)
    {
        internal Instant? Published { get; init; }

        /// <summary>The whole text, so that it can be read in any reader; null where the page says more than a text could.</summary>
        internal string? Html { get; init; }
    }
}
