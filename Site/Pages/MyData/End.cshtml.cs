using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Pages.Shared;
using Site.Publishing;
using Site.SignUps;

namespace Site.Pages.MyData;

/// <summary>Ends something from the page with the person's own data, with one press and at once (rule P13). Whatever has ended already stays as it is.</summary>
public sealed class EndModel(OwnSession session, WaysOut ways) : PageModel
{
    private const char Separator = '.';

    private Language In => HttpContext.Language();

    internal static string Key(Guid submission, string? purpose) => purpose is null ? $"{submission:N}" : $"{submission:N}{Separator}{purpose}";

    /// <summary>There is nothing to look at.</summary>
    public IActionResult OnGet() => SeeOther.To(Addresses.Path(Place.MyDataView, In));

    public async Task<IActionResult> OnPostAsync([FromRoute] string key)
    {
        if (await session.Person(HttpContext) is not { } person)
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            new Head(In["Diese Sitzung ist zu Ende", "This session is over"]) { HasNewsletter = false }.Tell(ViewData);
            return Page();
        }

        var parts = key.Split(Separator, 2);
        if (!Guid.TryParseExact(parts[0], "N", out var submission))
        {
            return NotFound();
        }

        await ways.Take(person.Person.Id, submission, parts.ElementAtOrDefault(1));
        return SeeOther.To($"{Addresses.Path(Place.MyDataView, In)}#{(parts.Length > 1 ? "consents" : "sign-ups")}");
    }
}
