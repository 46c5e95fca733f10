using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Pages.Admin;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Staff;

/// <summary>The second half of signing in: the code of the app, or a recovery code.</summary>
public sealed class CodeModel(StaffSignIn signIn) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Recovery { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool IsWithRecovery => !string.IsNullOrWhiteSpace(Recovery);

    public CodeTexts Texts => CodeTexts.In(DeskLanguage.Of(HttpContext));

    public async Task<IActionResult> OnGetAsync() =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null ? BackToPassword() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } member)
        {
            return BackToPassword();
        }

        if (await Take(member))
        {
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : DeskLanguage.Keep(HttpContext, "/admin"));
        }

        ModelState.AddModelError(IsWithRecovery ? nameof(Recovery) : nameof(Code), Texts.Wrong);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private Task<bool> Take(StaffMember member) =>
        IsWithRecovery ? signIn.TakeRecoveryCode(member, Recovery ?? "") : signIn.TakeCode(member, Code ?? "");

    private RedirectToPageResult BackToPassword() => RedirectToPage("SignIn", new { ReturnUrl, lang = Request.Query["lang"].FirstOrDefault() });
}

/// <summary>The words of the page.</summary>
public sealed record CodeTexts(string Title, string Code, string CodeHelp, string Lost, string Recovery, string RecoveryHelp, string Button, string Wrong)
{
    private static readonly CodeTexts _german = new(
        "Ihr Code",
        "Code aus Ihrer App", "Sechs Ziffern, alle 30 Sekunden neue. Jeder Code gilt einmal.",
        "Kein Zugriff auf die App?",
        "Wiederherstellungscode", "Einer der acht Codes, die Sie beim Anlegen des Kontos aufgehoben haben. Danach ist er verbraucht.",
        "Anmelden",
        "Der Code stimmt nicht, ist abgelaufen oder schon verwendet. Nach fünf Fehlversuchen bleibt das Konto 15 Minuten lang gesperrt.");

    private static readonly CodeTexts _english = new(
        "Your code",
        "Code from your app", "Six digits, new ones every 30 seconds. Each code works once.",
        "Can’t get to the app?",
        "Recovery code", "One of the eight codes you kept when the account was made. It is used up afterwards.",
        "Sign in",
        "The code is wrong, has expired or has been used already. After five failed attempts the account stays locked for 15 minutes.");

    public static CodeTexts In(Language language) => language == Language.German ? _german : _english;
}
