using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Declarations;
using Site.MyData.Access;
using Site.Pages.Shared;
using Site.Pages.SignUp;
using Site.Publishing;
using Site.SignUps;
using Site.Web;

namespace Site.Pages.MyData;

/// <summary>Asks for the link to one's own data. Whatever the address, the answer is the same (rule S3).</summary>
[SameForEverybody]
public sealed class AskModel(Notices notices, FormPost post, AccessRequests requests) : PageModel
{
    public required FormView Form { get; set; }

    private Language In => HttpContext.Language();

    public IActionResult OnGet()
    {
        if (notices.Find(AccessForm.Key, In) is not { } notice)
        {
            return NotFound();
        }

        Form = FormView.Untouched(notice, Addresses.Path(Place.MyData, In));
        return Shown();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await post.Take(AccessForm.Key, HttpContext, Put);
        if (outcome?.Form is null)
        {
            return outcome is { IsDone: true } ? SeeOther.To(Addresses.Path(Place.MyDataSent, In)) : StatusCode(outcome?.Status ?? StatusCodes.Status404NotFound);
        }

        Form = outcome.Form;
        Response.StatusCode = outcome.Status;
        return Shown();
    }

    private async Task<Door> Put(LiveNotice notice, FormInput input)
    {
        await requests.Put(input.Address ?? throw new ArgumentException("The input has no valid address.", nameof(input)), In);
        return Door.Open;
    }

    private PageResult Shown()
    {
        Form = Form with
        {
            Next = In["Ist unter der Adresse etwas gespeichert, kommt gleich eine E-Mail mit dem Link.", "If anything is held under the address, an e-mail with the link comes straight away."],
        };
        var description = In["Was wir über Sie haben: ansehen, berichtigen, mitnehmen, zurücknehmen, löschen. Ein Link in Ihr Postfach genügt.", "What we hold about you: see it, correct it, take it along, take it back, have it erased. A link to your mailbox is enough."];
        new Head(In["Meine Daten", "My data"], description, Place.MyData) { HasNewsletter = false, HasErrors = Form.Problem is { IsError: true } }.Tell(ViewData);
        return Page();
    }
}
