using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NetEscapades.AspNetCore.SecurityHeaders;
using Site.Mail;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Admin;

/// <summary>An issue as a letter at an address of its own, for a sandboxed frame. GET shows what is saved; POST shows what is being typed, and keeps nothing of it.</summary>
[SecurityHeadersPolicy(SecurityHeaders.Framed)]
public sealed class IssuePreviewModel(Journeys.Issues issues, LetterSamples samples, LetterPrinter printer) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public LetterView View { get; set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, [FromRoute] string tongue) => await issues.Find(id) is { } issue ? await Show(IssueInput.Of(issue), tongue) : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id, [FromRoute] string tongue) =>
        await issues.Find(id) is null || !Request.HasFormContentType ? NotFound() : await Show(IssueInput.Of(Request.Form), tongue);

    private async Task<IActionResult> Show(IssueInput input, string tongue)
    {
        if (Language.Find(tongue) is not { } language)
        {
            return NotFound();
        }

        ModelState.Clear();
        input.Check(ModelState, DeskLanguage.Of(HttpContext));
        var problems = ModelState.Where(m => m.Key.EndsWith($"-{tongue}", StringComparison.Ordinal)).SelectMany(m => m.Value?.Errors ?? []).Select(e => e.ErrorMessage).ToList();
        var html = problems.Count > 0 ? LetterFrame.Plain(string.Join("\n\n", problems)) : await LetterFrame.Show(printer, samples.Of(input[language]), View);
        return Content(html, "text/html; charset=utf-8");
    }
}
