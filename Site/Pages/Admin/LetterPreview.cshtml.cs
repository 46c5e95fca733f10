using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NetEscapades.AspNetCore.SecurityHeaders;
using Site.Mail;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Admin;

/// <summary>
/// A letter with sample data at an address of its own, for a sandboxed frame. GET shows what is live; POST shows what is being typed, and keeps nothing of it.
/// </summary>
[SecurityHeadersPolicy(SecurityHeaders.Framed)]
public sealed class LetterPreviewModel(Edits edits, LetterSamples samples, LetterPrinter printer, LiveSite live) : PageModel
{
    [BindProperty]
    public LetterInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public LetterView View { get; set; }

    public Language In => DeskLanguage.Of(HttpContext);

    public Task<IActionResult> OnGetAsync([FromRoute] string name, [FromRoute] string tongue) => Show(name, tongue, isTyped: false);

    public Task<IActionResult> OnPostAsync([FromRoute] string name, [FromRoute] string tongue) => Show(name, tongue, isTyped: true);

    private async Task<IActionResult> Show(string name, string tongue, bool isTyped)
    {
        if (LetterWordings.Known.FirstOrDefault(k => k.Name == name) is not { } letter || Language.Find(tongue) is not { } language)
        {
            return NotFound();
        }

        if (isTyped && await Problems(letter.FileIn(language)) is { Count: > 0 } problems)
        {
            return Document(LetterFrame.Plain(string.Join("\n\n", problems)));
        }

        var wording = isTyped ? Input.Wording : live.Part<LetterWordings>()[name, language];
        return Document(await LetterFrame.Show(printer, await samples.Of(letter, language, wording), View));
    }

    private async Task<IReadOnlyList<string>> Problems(string file)
    {
        if (Input.IsFilledIn(ModelState, In))
        {
            LetterInput.Note(await edits.Faults(new ContentFile(file, Encoding.UTF8.GetBytes(Input.Wording.ToFile()))), file, ModelState, In);
        }

        return [.. ModelState.Values.SelectMany(v => v.Errors).Select(e => e.ErrorMessage)];
    }

    private ContentResult Document(string html) => Content(html, "text/html; charset=utf-8");
}
