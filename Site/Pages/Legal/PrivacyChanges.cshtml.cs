using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Legal;

/// <summary>What became of the privacy notice from one version to a later one. Both stand in the path, as "2-5": pages are cached by it.</summary>
[SameForEverybody]
public sealed class PrivacyChangesModel(LiveSite live, PrivacyNotices notices, SiteDb db, ComponentHtml html) : PageModel
{
    public string Html { get; private set; } = "";

    /// <summary>The languages whose words changed where those of this one stayed as they were: all languages get their versions together.</summary>
    public IReadOnlyList<Language> Elsewhere { get; private set; } = [];

    public PrivacyVersion Older { get; private set; } = null!;

    public PrivacyVersion Newer { get; private set; } = null!;

    /// <summary>What the older one can be exchanged for.</summary>
    public IEnumerable<int> Olders => Enumerable.Range(1, Newer.Number - 1);

    /// <summary>What the newer one can be exchanged for.</summary>
    public IEnumerable<int> Newers => Enumerable.Range(Older.Number + 1, notices.Current(HttpContext.Language()).Number - Older.Number);

    /// <summary>True where either can be exchanged.</summary>
    public bool HasChoice => Olders.Skip(1).Any() || Newers.Skip(1).Any();

    public async Task<IActionResult> OnGetAsync([FromRoute] string key)
    {
        var language = HttpContext.Language();
        if (!Find(key, language))
        {
            return NotFound();
        }

        var comparison = await Compared(language);
        Elsewhere = comparison.HasChanges ? [] : await Changed(Language.All.Where(l => l != language));
        Html = await html.Of<NoticeChanges>((nameof(NoticeChanges.Comparison), comparison), (nameof(NoticeChanges.Language), language));
        new Head(language["Datenschutz, Vergleich", "Privacy, comparison"], Place: Place.PrivacyChanges, Key: key) { HasNewsletter = false }.Tell(ViewData);
        return Page();
    }

    private async Task<NoticeComparison> Compared(Language language) => NoticeComparison.Of(
        await PrivacyNotices.Shown(notices.In(language)[Older.Number - 1], db), await PrivacyNotices.Shown(notices.In(language)[Newer.Number - 1], db));

    private async Task<IReadOnlyList<Language>> Changed(IEnumerable<Language> languages)
    {
        var changed = new List<Language>();
        foreach (var language in languages)
        {
            if ((await Compared(language)).HasChanges)
            {
                changed.Add(language);
            }
        }

        return changed;
    }

    public IHtmlContent Day(Instant at) => Legal.Day.Of(at, notices.In(HttpContext.Language()), live.Part<SiteSettings>().Zone, HttpContext.Language());

    private bool Find(string key, Language language)
    {
        var versions = key.Split('-').Select(k => PrivacyVersionModel.Number(k) is { } n ? notices.Find(language, n) : null).OfType<PrivacyVersion>().ToList();
        if (versions.Count != 2 || versions[0].Number >= versions[1].Number || key != $"{versions[0].Number}-{versions[1].Number}")
        {
            return false;
        }

        (Older, Newer) = (versions[0], versions[1]);
        return true;
    }
}
