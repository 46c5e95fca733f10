using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Evidence;
using Site.MyData;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Webinars;

namespace Site.Pages.MyData;

/// <summary>Erases the person whose session this is (Art. 17 GDPR): GET shows what goes and what stays, POST does it, with the answer they are owed (Art. 12 (3)).</summary>
public sealed class EraseModel(OwnSession session, PersonEraser eraser, LiveSite live, IClock clock, ILogger<EraseModel> log) : PageModel
{
    /// <summary>What would go; null where there is no session, or it is over.</summary>
    public PersonErasure? Person { get; private set; }

    /// <summary>What kept it from being done; null if nothing did.</summary>
    public string? Problem { get; private set; }

    /// <summary>The answer, in paragraphs; null until it is done.</summary>
    public string? Answer { get; private set; }

    private Language In => HttpContext.Language();

    public async Task<IActionResult> OnGetAsync() => await Show(await Submission(), StatusCodes.Status200OK);

    public async Task<IActionResult> OnPostAsync()
    {
        if (await Submission() is not { } submission)
        {
            return await Show(null, StatusCodes.Status200OK);
        }

        try
        {
            return await eraser.Erase(submission, PersonEraser.AtTheirWish) is { IsLetterUnderway: false } erased ? await Done(erased)
                : await Show(submission, StatusCodes.Status409Conflict, In["Gerade ist noch eine E-Mail an Sie unterwegs. Bitte versuchen Sie es in einer Minute noch einmal; gelöscht ist noch nichts.", "An e-mail to you is still on its way. Please try again in a minute; nothing has been erased yet."]);
        }
        catch (JournalException e)
        {
            log.LogError(e, "Nothing was erased.");
            return await Show(submission, StatusCodes.Status500InternalServerError, In["Das Löschen hat nicht geklappt, und gelöscht ist noch nichts. Es liegt an uns. Bitte versuchen Sie es später noch einmal oder schreiben Sie uns.", "Erasing did not work, and nothing has been erased yet. This is our fault. Please try again later or write to us."]);
        }
    }

    public string Title(SignUpErasure signUp) =>
        Webinar.SlugOf(signUp.Form) is { } slug ? live.Part<WebinarList>().Find(slug)?.Texts[In].Title ?? slug : "Newsletter";

    // Any of theirs stands for the person.
    private async Task<Guid?> Submission() => (await session.Person(HttpContext))?.SignUps[0].SignUp.PublicId;

    private async Task<IActionResult> Done(PersonErasure erased)
    {
        await session.Close(HttpContext);
        Answer = ErasureAnswer.Of(erased, isWish: true, clock.GetCurrentInstant(), live.Part<SiteSettings>(), In);
        new Head(In["Ihre Daten sind gelöscht", "Your data is erased"]) { HasNewsletter = false }.Tell(ViewData);
        return Page();
    }

    private async Task<IActionResult> Show(Guid? submission, int status, string? problem = null)
    {
        Person = submission is { } known ? await eraser.Look(known, HttpContext.RequestAborted) : null;
        (Problem, Response.StatusCode) = (problem, Person is null ? StatusCodes.Status403Forbidden : status);
        var title = Person is null ? In["Diese Sitzung ist zu Ende", "This session is over"] : In["Alles löschen?", "Erase everything?"];
        new Head(title, Place: Person is null ? null : Place.MyDataErase) { HasNewsletter = false, HasSession = true }.Tell(ViewData);
        return Page();
    }
}
