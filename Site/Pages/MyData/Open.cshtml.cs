using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.MyData.Access;
using Site.Pages.Shared;
using Site.Publishing;

namespace Site.Pages.MyData;

/// <summary>Behind the link in the letter: GET shows a button and burns nothing (rule M3), POST uses the link up and opens the session (rule S4).</summary>
public sealed class OpenModel(AccessPasses passes, OwnSession session) : PageModel
{
    public bool IsOpen { get; private set; }

    /// <summary>How long the session lasts.</summary>
    public int Minutes => session.Minutes;

    private Language In => HttpContext.Language();

    public async Task<IActionResult> OnGetAsync([FromRoute] string key) => Show(key, await passes.IsLink(key));

    public async Task<IActionResult> OnPostAsync([FromRoute] string key) =>
        await session.Open(key, HttpContext) ? SeeOther.To(Addresses.Path(Place.MyDataView, In)) : Show(key, isOpen: false);

    private PageResult Show(string key, bool isOpen)
    {
        IsOpen = isOpen;
        Response.StatusCode = isOpen ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
        var title = isOpen ? In["Ihre Daten liegen bereit", "Your data is ready"] : In["Dieser Link gilt nicht mehr", "This link no longer works"];
        new Head(title, Place: Place.MyDataOpen, Key: key) { HasNewsletter = false }.Tell(ViewData);
        return Page();
    }
}
