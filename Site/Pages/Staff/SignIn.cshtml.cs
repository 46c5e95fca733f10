using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Pages.Admin;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Staff;

/// <summary>The first half of signing in. What was wrong is never said more exactly than "address or password".</summary>
public sealed class SignInModel(StaffSignIn signIn) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public SignInTexts Texts => SignInTexts.In(DeskLanguage.Of(HttpContext));

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsFilledIn() || !await IsRight())
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        return RedirectToPage("Code", new { ReturnUrl, lang = Request.Query["lang"].FirstOrDefault() });
    }

    private bool IsFilledIn()
    {
        Demand(Email, nameof(Email), Texts.EmailMissing);
        Demand(Password, nameof(Password), Texts.PasswordMissing);
        return ModelState.IsValid;
    }

    private async Task<bool> IsRight()
    {
        if (!await signIn.TakePassword(Email?.Trim() ?? "", Password ?? ""))
        {
            ModelState.AddModelError(nameof(Email), Texts.Wrong);
        }

        return ModelState.IsValid;
    }

    private void Demand(string? value, string field, string missing)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            ModelState.AddModelError(field, missing);
        }
    }
}

/// <summary>The words of the page.</summary>
public sealed record SignInTexts(string Title, string Email, string Password, string Button, string EmailMissing, string PasswordMissing, string Wrong)
{
    private static readonly SignInTexts _german = new(
        "Anmelden", "E-Mail-Adresse", "Kennwort", "Weiter zum Code",
        "Geben Sie Ihre E-Mail-Adresse ein.",
        "Geben Sie Ihr Kennwort ein.",
        "Adresse und Kennwort passen nicht zusammen. Nach fünf Fehlversuchen bleibt ein Konto 15 Minuten lang gesperrt.");

    private static readonly SignInTexts _english = new(
        "Sign in", "Email address", "Password", "Continue to the code",
        "Enter your email address.",
        "Enter your password.",
        "Address and password do not match. After five failed attempts an account stays locked for 15 minutes.");

    public static SignInTexts In(Language language) => language == Language.German ? _german : _english;
}
