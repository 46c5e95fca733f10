using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Pages.Admin;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Staff;

/// <summary>Ends the session by POST; GET shows the button only.</summary>
public sealed class SignOutModel(StaffSignIn signIn) : PageModel
{
    public SignOutTexts Texts => SignOutTexts.In(DeskLanguage.Of(HttpContext));

    public async Task<IActionResult> OnPostAsync()
    {
        if (signIn.IsSignedIn(User))
        {
            await signIn.SignOut(User);
        }

        return RedirectToPage("SignIn", new { lang = Request.Query["lang"].FirstOrDefault() });
    }
}

/// <summary>The words of the page.</summary>
public sealed record SignOutTexts(string Title)
{
    private static readonly SignOutTexts _german = new("Abmelden");

    private static readonly SignOutTexts _english = new("Sign out");

    public static SignOutTexts In(Language language) => language == Language.German ? _german : _english;
}
