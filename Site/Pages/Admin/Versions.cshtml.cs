using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>Which notice each form showed from when until when, and how many signed up under it. Nobody's data are shown, so this is no view of a person.</summary>
public sealed class VersionsModel(SiteDb db, LiveSite live) : PageModel
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Form { get; set; }

    /// <summary>The language of the form, not of the desk.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tongue { get; set; }

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public IReadOnlyList<NoticeRow> Rows { get; private set; } = [];

    public IReadOnlyList<string> Forms { get; private set; } = [];

    public int Total { get; private set; }

    public Language In => DeskLanguage.Of(HttpContext);

    /// <summary>True where any two of the list can be compared: they are versions of one form.</summary>
    public bool CanPick => Form is not null && Tongue is not null && Rows.Count > 1;

    public async Task OnGetAsync()
    {
        ViewData["Title"] = In["Fassungen", "Versions"];
        At = Math.Clamp(At, 1, 100_000);
        Forms = await db.Set<NoticePublication>().Select(p => p.FormKey).Distinct().OrderBy(k => k).ToListAsync();
        var found = Filtered();
        Total = await found.CountAsync();
        Rows = await NoticeRow.Read(found.OrderByDescending(p => p.PublishedAt).ThenByDescending(p => p.Id).Skip((At - 1) * PageSize).Take(PageSize), db);
    }

    public string Title(string formKey) => live.FormName(formKey, In);

    public string Time(Instant at) => Dates.Stamp(at.InZone(live.Part<SiteSettings>().Zone), In);

    private IQueryable<NoticePublication> Filtered()
    {
        var all = db.Set<NoticePublication>().AsNoTracking();
        all = string.IsNullOrEmpty(Form) ? all : all.Where(p => p.FormKey == Form);
        return Language.Find(Tongue) is { } tongue ? all.Where(p => p.Language == tongue.Code) : all;
    }
}
