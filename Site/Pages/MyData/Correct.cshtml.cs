using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Declarations;
using Site.MyData.Access;
using Site.Pages.Shared;
using Site.Pages.SignUp;
using Site.Publishing;

namespace Site.Pages.MyData;

/// <summary>Puts answers of one sign-up right (Art. 16 GDPR), by the form as it was when they were given.</summary>
public sealed class CorrectModel(OwnSession session, Corrections corrections, FormRenderer renderer) : PageModel
{
    /// <summary>Null where there is no session, or it is over.</summary>
    public HeldSignUp? Held { get; private set; }

    public FormInput Input { get; private set; } = FormInput.Empty;

    public FormProblem? Problem { get; private set; }

    /// <summary>As HTML.</summary>
    public string Fields { get; private set; } = "";

    private Language In => HttpContext.Language();

    public async Task<IActionResult> OnGetAsync([FromRoute] string key)
    {
        var (person, held) = await Find(key);
        return person is null ? await Show(null, StatusCodes.Status403Forbidden)
            : held is null ? NotFound()
            : await Show(held, StatusCodes.Status200OK, Corrections.InputOf(held));
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string key)
    {
        var (person, held) = await Find(key);
        if (person is null || held is null)
        {
            return person is null ? await Show(null, StatusCodes.Status403Forbidden) : NotFound();
        }

        if (!Request.HasFormContentType)
        {
            return await Show(held, StatusCodes.Status400BadRequest, Corrections.InputOf(held), FormProblems.Unreadable(In));
        }

        var input = FormInput.Read(Corrections.FormOf(held), await Request.ReadFormAsync());
        if (!input.IsValid)
        {
            return await Show(held, StatusCodes.Status400BadRequest, input, input.Undeclared.Count > 0 ? FormProblems.Undeclared(In) : FormProblems.Invalid(input.Errors.Count, In));
        }

        await corrections.Correct(person, held, input);
        return SeeOther.To($"{Addresses.Path(Place.MyDataView, In)}#sign-ups");
    }

    private async Task<(HeldPerson?, HeldSignUp?)> Find(string key)
    {
        var person = await session.Person(HttpContext);
        var held = Guid.TryParseExact(key, "N", out var submission) ? person?.SignUps.FirstOrDefault(s => s.SignUp.PublicId == submission && s.Correctable.Count > 0) : null;
        return (person, held);
    }

    private async Task<IActionResult> Show(HeldSignUp? held, int status, FormInput? input = null, FormProblem? problem = null)
    {
        (Held, Input, Problem) = (held, input ?? FormInput.Empty, problem);
        Fields = held is null ? "" : await renderer.RenderFields(Corrections.FormOf(held), Input);
        Response.StatusCode = status;
        var title = held is null ? In["Diese Sitzung ist zu Ende", "This session is over"] : In["Angaben berichtigen", "Put your answers right"];
        new Head(title, Place: held is null ? null : Place.MyDataCorrect, Key: held is null ? "" : $"{held.SignUp.PublicId:N}") { HasNewsletter = false, HasSession = true, HasErrors = problem is { IsError: true } }.Tell(ViewData);
        return Page();
    }
}
