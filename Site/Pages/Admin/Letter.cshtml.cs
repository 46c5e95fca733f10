using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Mail;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>What the buttons under a text do.</summary>
public enum LetterDo
{
    Save,
    Test,
}

/// <summary>One letter in one language: its words to be changed, with a preview beside them, a test to oneself, and every version there was.</summary>
public sealed class LetterModel(Edits edits, LetterSamples samples, TestLetters tests, StaffDb staff, Audit audit, LiveSite live) : PageModel
{
    private const int MostPast = 30;

    [BindProperty]
    public LetterInput Input { get; set; } = new();

    /// <summary>The revision that was live when the editor began.</summary>
    [BindProperty]
    public long Base { get; set; }

    [BindProperty]
    public LetterDo Do { get; set; }

    /// <summary>An earlier version whose words are to be taken up again.</summary>
    [BindProperty(SupportsGet = true)]
    public long? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public required LetterKnows Letter { get; set; }

    /// <summary>The language of the letter, not of the desk.</summary>
    public required Language Tongue { get; set; }

    public required FileRevision Live { get; set; }

    public IReadOnlyList<FileStamp> Past { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Members { get; private set; } = new Dictionary<string, string>();

    /// <summary>As plain text, with the words that are in the form; null if they are broken.</summary>
    public string? Text { get; private set; }

    public TestSent? Test { get; private set; }

    /// <summary>Somebody else has saved since the editor began; what they wrote.</summary>
    public LetterInput? Theirs { get; private set; }

    public Language In => DeskLanguage.Of(HttpContext);

    public string Path => $"/admin/letters/{Letter.Name}/{Tongue}";

    public async Task<IActionResult> OnGetAsync([FromRoute] string name, [FromRoute] string tongue)
    {
        if (!await Find(name, tongue))
        {
            return NotFound();
        }

        Base = Live.Stamp.Id;
        var shown = From is { } id ? await edits.Find(Live.File.Path, id) : Live;
        if (shown is null)
        {
            return NotFound();
        }

        Input = LetterInput.Of(shown.File);
        return await Show(StatusCodes.Status200OK);
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string name, [FromRoute] string tongue)
    {
        if (!await Find(name, tongue))
        {
            return NotFound();
        }

        if (!Input.IsFilledIn(ModelState, In))
        {
            return await Show(StatusCodes.Status400BadRequest);
        }

        return Do == LetterDo.Test ? await SendTest() : await Save();
    }

    public string Time(Instant at) => Dates.Stamp(at.InZone(live.Part<SiteSettings>().Zone), In);

    public string By(FileStamp stamp) => stamp.Editor is { } id ? Members.GetValueOrDefault(id, id) : In["aus den Dateien", "from the files"];

    private ContentFile Typed => new(Live.File.Path, Encoding.UTF8.GetBytes(Input.Wording.ToFile()));

    private async Task<bool> Find(string name, string tongue)
    {
        if (LetterWordings.Known.FirstOrDefault(k => k.Name == name) is not { } letter || Language.Find(tongue) is not { } language
            || await edits.Current(letter.FileIn(language)) is not { } current)
        {
            return false;
        }

        (Letter, Tongue, Live) = (letter, language, current);
        return true;
    }

    private async Task<IActionResult> Save()
    {
        try
        {
            var state = await edits.Save(Typed, Base, User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");
            return state == EditState.Overtaken ? await Overtaken() : await Done(state);
        }
        catch (ContentException broken)
        {
            LetterInput.Note(broken.Errors, Live.File.Path, ModelState, In);
            return await Show(StatusCodes.Status400BadRequest);
        }
    }

    private async Task<IActionResult> Done(EditState state)
    {
        if (state == EditState.Done)
        {
            await audit.Add(User, StaffAct.LetterEdited, detail: Live.File.Path);
            await live.Refresh();
        }

        return SeeOther.To(DeskLanguage.Keep(HttpContext, $"{Path}?saved=true"));
    }

    // Whoever saves again then knows what they save over.
    private async Task<IActionResult> Overtaken()
    {
        await Find(Letter.Name, Tongue.Code);
        (Base, Theirs) = (Live.Stamp.Id, LetterInput.Of(Live.File));
        return await Show(StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> SendTest()
    {
        LetterInput.Note(await edits.Faults(Typed), Live.File.Path, ModelState, In);
        if (!ModelState.IsValid)
        {
            return await Show(StatusCodes.Status400BadRequest);
        }

        Test = await tests.Send(User, await samples.Of(Letter, Tongue, Input.Wording), Live.File.Path, HttpContext.RequestAborted);
        return await Show(Test switch { { IsTooOften: true } => StatusCodes.Status429TooManyRequests, { IsSent: false } => StatusCodes.Status502BadGateway, _ => StatusCodes.Status200OK });
    }

    private async Task<IActionResult> Show(int status)
    {
        Response.StatusCode = status;
        ViewData["Title"] = Letter.Title(In);
        Past = await edits.Past(Live.File.Path, MostPast);
        Members = await staff.Names(Past.Select(p => p.Editor));
        var isWhole = status == StatusCodes.Status200OK && (From is null || (await edits.Faults(Typed)).Count == 0);
        Text = isWhole ? LetterText.Write(await samples.Of(Letter, Tongue, Input.Wording)) : null;
        return Page();
    }
}
