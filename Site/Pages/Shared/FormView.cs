using Site.Declarations;

namespace Site.Pages.Shared;

/// <summary>A form as a page shows it: untouched, or again with what was typed and what was wrong.</summary>
/// <param name="Notice">The current notice of the form.</param>
/// <param name="Action">Where it is sent.</param>
/// <param name="Html">Its fields: as stored with the notice, or rendered again with values.</param>
public sealed record FormView(LiveNotice Notice, string Action, string Html)
{
    public FormInput Input { get; init; } = FormInput.Empty;

    /// <summary>Said above the form when it could not be taken, in the person's language.</summary>
    public FormProblem? Problem { get; init; }

    /// <summary>What the dates of the preview count from; null where the form stands below another page's own matter and shows none.</summary>
    public PreviewDates? Dates { get; init; }

    /// <summary>What happens once it is sent, in the person's language; null for a sign-up, of which the form itself says it.</summary>
    public string? Next { get; init; }

    /// <summary>Shown again because somebody asked what would be kept, not because something is wrong.</summary>
    public bool IsPreview { get; init; }

    /// <summary>Shown again to somebody who has filled it in already.</summary>
    public bool IsAgain => Problem is not null || IsPreview;

    public static FormView Untouched(LiveNotice notice, string action) => new(notice, action, notice.Html);
}

/// <summary>Why a form was not taken: a heading, a sentence, and for each field what to do.</summary>
public sealed record FormProblem(string Title, string Text, bool IsError = true);
