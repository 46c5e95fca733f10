using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.MyData;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>Why somebody is erased.</summary>
public enum EraseReason
{
    Asked,
    Other,
}

/// <summary>
/// Erases the person behind a sign-up (Art. 17 GDPR): GET shows what will go and what stays as proof, POST does it and gives the words for the answer that they
/// are owed (Art. 12 (3)). For the privacy role alone.
/// </summary>
public sealed class EraseModel(PersonEraser eraser, PersonViews views, Audit audit, SiteDb db, LiveSite live, IClock clock, ILogger<EraseModel> log) : PageModel
{
    public const int MaxWords = 300;

    [BindProperty]
    public EraseReason? Reason { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    public string Address { get; private set; } = "";

    public required PersonErasure Person { get; set; }

    /// <summary>What kept it from being done; null if nothing did.</summary>
    public string? Problem { get; private set; }

    /// <summary>The words for the answer, in the language the person chose; null until it is done.</summary>
    public string? Answer { get; private set; }

    public Language In => DeskLanguage.Of(HttpContext);

    /// <summary>The language of their latest sign-up.</summary>
    public Language Theirs => Language.Of(Person.SignUps[^1].Language);

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id) =>
        User.IsInRole(StaffRoles.Privacy) ? await Show(id) : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id)
    {
        if (!User.IsInRole(StaffRoles.Privacy))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!IsFilledIn())
        {
            return await Show(id, StatusCodes.Status400BadRequest);
        }

        try
        {
            var erased = await eraser.Erase(id, Reason == EraseReason.Asked ? PersonEraser.AtTheirWish : PersonEraser.ByThePrivacyRole);
            return erased is { IsLetterUnderway: true } ? await Show(id, StatusCodes.Status409Conflict) : erased is null ? NotFound() : await Done(id, erased);
        }
        catch (JournalException e)
        {
            log.LogError(e, "Nothing was erased.");
            return await Show(id, StatusCodes.Status500InternalServerError, In[
                "Es wurde nichts gelöscht: Das Löschjournal lässt sich nicht schreiben, und ohne den Eintrag dort käme mit einer Sicherung alles wieder. Bitte sagen Sie dem Betrieb Bescheid; das Protokoll nennt den Grund.",
                "Nothing was erased: the erasure journal cannot be written, and without the entry in it a backup would bring everything back. Please tell the operators; the log says why."]);
        }
    }

    public string Title(SignUpErasure signUp) => live.FormName(signUp.Form, In);

    public string Time(Instant at) => Dates.Stamp(at.InZone(live.Part<SiteSettings>().Zone), In);

    public string Day(Instant at) => Dates.Plain(at.InZone(live.Part<SiteSettings>().Zone).Date, In);

    private bool IsFilledIn()
    {
        // What the framework says of a reason that there is not is in its own words.
        ModelState.Clear();
        if (Reason is null)
        {
            ModelState.AddModelError("reason", In["Wählen Sie, warum gelöscht wird.", "Choose why this is erased."]);
        }

        var length = Words?.Trim().Length ?? 0;
        if (Reason == EraseReason.Other && length == 0)
        {
            ModelState.AddModelError("words", In["Schreiben Sie, welcher andere Grund es ist.", "Write down which other reason it is."]);
        }
        else if (length > MaxWords)
        {
            ModelState.AddModelError("words", In[$"Der Grund ist {length} Zeichen lang; höchstens {MaxWords} passen in die Akte.", $"The reason is {length} characters long; at most {MaxWords} fit into the file."]);
        }

        return ModelState.IsValid;
    }

    // Shown at once and not after a redirect: of the person there may be nothing left to redirect to.
    private async Task<IActionResult> Done(Guid id, PersonErasure erased)
    {
        await audit.Add(User, StaffAct.Erased, id, $"{(Reason == EraseReason.Asked ? "the person asked" : "other reason")}{(string.IsNullOrWhiteSpace(Words) ? "" : $": {Words.Trim()}")}");
        Person = erased;
        Answer = ErasureAnswer.Of(erased, Reason == EraseReason.Asked, clock.GetCurrentInstant(), live.Part<SiteSettings>(), Theirs);
        ViewData["Title"] = In["Gelöscht", "Erased"];
        return Page();
    }

    private async Task<IActionResult> Show(Guid id, int status = StatusCodes.Status200OK, string? problem = null)
    {
        var signUp = await db.Set<Site.SignUps.SignUp>().AsNoTracking().Include(s => s.Prospect).FirstOrDefaultAsync(s => s.PublicId == id);
        if (signUp is null || await eraser.Look(id) is not { } person)
        {
            return NotFound();
        }

        await views.Add(User, signUp, ["email"]);
        (Person, Address) = (person, signUp.Prospect?.Address ?? "");
        (Response.StatusCode, Problem) = (status, problem ?? (person.IsLetterUnderway
            ? In["Gerade ist ein Brief an diese Person unterwegs. Damit nichts Halbes bleibt, wird erst gelöscht, wenn feststeht, was aus ihm wurde: Bitte versuchen Sie es in einer Minute noch einmal.",
                "A letter to this person is on its way just now. So that nothing is left by halves, nothing is erased until it is known what became of it: please try again in a minute."]
            : null));
        ViewData["Title"] = In["Person löschen", "Erase a person"];
        return Page();
    }
}
