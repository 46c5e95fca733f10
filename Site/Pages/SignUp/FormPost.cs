using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Pages.Shared;
using Site.SignUps;

namespace Site.Pages.SignUp;

/// <summary>Takes a posted form of a page: read, check, hand to the registrar, or show it again with what was typed.</summary>
public sealed class FormPost(Notices notices, FormRenderer renderer, Registrar registrar, Seats seats, SiteDb db, IClock clock)
{
    /// <summary>Null where the live content has no such form.</summary>
    /// <param name="formKey">Which form of the page.</param>
    /// <param name="context">The request.</param>
    /// <param name="take">What is done with a valid input; signing up unless another is given.</param>
    public async Task<FormOutcome?> Take(string formKey, HttpContext context, Func<LiveNotice, FormInput, Task<Door>>? take = null)
    {
        var language = context.Language();
        if (notices.Find(formKey, language) is not { } current)
        {
            return null;
        }

        if (!context.Request.HasFormContentType)
        {
            return await Again(current, context, StatusCodes.Status400BadRequest, FormInput.Empty, FormProblems.Unreadable(language));
        }

        var posted = await context.Request.ReadFormAsync();

        // A robot gets the same answer as a person.
        if (posted[FormInput.HoneypotKey].ToString().Length > 0)
        {
            return FormOutcome.Done;
        }

        var notice = await notices.Accept(formKey, language, posted[FormInput.NoticeKey], db, clock);
        if (notice is null)
        {
            return await Again(current, context, StatusCodes.Status409Conflict, Unseen(FormInput.Read(current.Form, posted)) with { Errors = FormInput.Empty.Errors }, FormProblems.Changed(language));
        }

        var input = FormInput.Read(notice.Form, posted);
        return posted.ContainsKey(FormInput.PreviewKey) && input.Undeclared.Count == 0
            ? await Preview(notice, current, input, context)
            : await Take(notice, current, input, context, take ?? registrar.Request);
    }

    // Nothing is stored, and nothing is held against somebody who has not finished: what is still empty is no error here.
    private async Task<FormOutcome> Preview(LiveNotice notice, LiveNotice current, FormInput input, HttpContext context)
    {
        var door = await seats.Look(notice.Form.Key);
        return door == Door.Open
            ? await Again(notice, context, StatusCodes.Status200OK, input.WithoutMissing(), null)
            : await Closed(door, current, Under(notice, current, input), context);
    }

    private static FormInput Under(LiveNotice read, LiveNotice shown, FormInput input) => read.Hash == shown.Hash ? input : Unseen(input);

    // A tick was a yes to other words than those that would stand beside it now (rule P1).
    private static FormInput Unseen(FormInput input) => input with { Ticked = FormInput.Empty.Ticked };

    private async Task<FormOutcome> Take(LiveNotice notice, LiveNotice current, FormInput input, HttpContext context, Func<LiveNotice, FormInput, Task<Door>> take)
    {
        var language = context.Language();
        if (!input.IsValid)
        {
            var problem = input.Undeclared.Count > 0 ? FormProblems.Undeclared(language) : FormProblems.Invalid(input.Errors.Count, language);
            return await Again(notice, context, StatusCodes.Status400BadRequest, input, problem);
        }

        var door = await take(notice, input);
        return door == Door.Open ? FormOutcome.Done : await Closed(door, current, Under(notice, current, input), context);
    }

    private async Task<FormOutcome> Closed(Door door, LiveNotice current, FormInput input, HttpContext context) => door switch
    {
        Door.Full => await Again(current, context, StatusCodes.Status409Conflict, input, FormProblems.Full(context.Language())),
        Door.Unknown => new FormOutcome(StatusCodes.Status404NotFound, null),
        _ => new FormOutcome(StatusCodes.Status410Gone, null),
    };

    private async Task<FormOutcome> Again(LiveNotice notice, HttpContext context, int status, FormInput input, FormProblem? problem)
    {
        var html = await renderer.Render(notice.Form, input);
        return new FormOutcome(status, new FormView(notice, context.Request.Path, html) { Input = input, Problem = problem, IsPreview = problem is null });
    }
}

/// <summary>What became of a posted form: a status, and the form to show again; status 303 when it was taken.</summary>
public sealed record FormOutcome(int Status, FormView? Form)
{
    public static readonly FormOutcome Done = new(StatusCodes.Status303SeeOther, null);

    public bool IsDone => Status == StatusCodes.Status303SeeOther;
}
