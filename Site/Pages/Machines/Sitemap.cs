using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Site.Data;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Webinars;

namespace Site.Pages.Machines;

/// <summary>Every public page in every language, since when it is as it is, and its other languages (sitemaps.org 0.9, rule W2).</summary>
internal sealed class Sitemap(LiveSite live, SiteDb db, IClock clock, IOptions<SiteOptions> options)
{
    internal const string Path = "/sitemap.xml";

    private static readonly XNamespace _sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace _xhtml = "http://www.w3.org/1999/xhtml";

    internal async Task<MachineDocument> Write()
    {
        var (snapshot, now) = (live.Current, clock.GetCurrentInstant());
        var changes = await LastChanges.Read(db);
        var schedules = await db.Set<Schedule>().AsNoTracking().ToListAsync();
        var pages = PublicPage.All(snapshot).SelectMany(page => Language.All.Select(l => (Page: page, Language: l, Changed: page.Changed(l, snapshot, changes, schedules, now)))).ToList();
        var root = new XElement(_sitemap + "urlset", new XAttribute(XNamespace.Xmlns + "xhtml", _xhtml), pages.Select(p => Url(p.Page, p.Language, p.Changed)));
        return MachineDocument.Xml(root, "application/xml", pages.Max(p => p.Changed));
    }

    private XElement Url(PublicPage page, Language language, Instant? changed) => new(
        _sitemap + "url",
        new XElement(_sitemap + "loc", options.Value.Absolute(Addresses.Path(page.Place, language, page.Key))),
        changed is { } at ? new XElement(_sitemap + "lastmod", InstantPattern.General.Format(at)) : null,
        Alternates.Of(page.Place, page.Key).Select(Alternate));

    private XElement Alternate((string Hreflang, string Path) other) => new(
        _xhtml + "link", new XAttribute("rel", "alternate"), new XAttribute("hreflang", other.Hreflang), new XAttribute("href", options.Value.Absolute(other.Path)));
}
