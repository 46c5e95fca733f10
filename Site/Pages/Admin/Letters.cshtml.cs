using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Declarations;
using Site.Mail;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>Every letter there is: what it is for, since when its words are live in each language, and who wrote them.</summary>
public sealed class LettersModel(Edits edits, StaffDb staff, LiveSite live) : PageModel
{
    private IReadOnlyDictionary<string, FileStamp> Stamps { get; set; } = new Dictionary<string, FileStamp>();

    private IReadOnlyDictionary<string, string> Members { get; set; } = new Dictionary<string, string>();

    public Language In => DeskLanguage.Of(HttpContext);

    public async Task OnGetAsync()
    {
        ViewData["Title"] = In["Briefe", "Letters"];
        Stamps = await edits.Stamps("letters");
        Members = await staff.Names(Stamps.Values.Select(s => s.Editor));
    }

    public string Subject(LetterKnows letter, Language tongue) => live.Part<LetterWordings>()[letter.Name, tongue].Subject;

    /// <summary>What it is sent for, as the site says it; null for a letter that asks or answers, which needs nothing to be allowed.</summary>
    public string? Purpose(LetterKnows letter) => letter.Purpose is { } key ? live.Part<Catalogue>().Purposes.GetValueOrDefault(key)?.Title[In] ?? key : null;

    public FileStamp? Stamp(LetterKnows letter, Language tongue) => Stamps.GetValueOrDefault(letter.FileIn(tongue));

    public string Time(Instant at) => Dates.Stamp(at.InZone(live.Part<SiteSettings>().Zone), In);

    public string By(FileStamp stamp) => stamp.Editor is { } id ? Members.GetValueOrDefault(id, id) : In["aus den Dateien", "from the files"];
}
