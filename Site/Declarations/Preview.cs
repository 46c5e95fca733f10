using System.Globalization;
using NodaTime;

namespace Site.Declarations;

/// <summary>
/// "This is what we will keep": every field of a form with what was typed, what for and until which date, and who sees it. All facts are the notice's; the dates
/// are today's, which is why this belongs to the page and not to the stored notice.
/// </summary>
/// <param name="Rows">One for each field in its order, the empty ones too: what is shown changes while somebody types.</param>
/// <param name="Purposes">Whom the values of each purpose reach.</param>
/// <param name="Unconfirmed">Until when everything is kept if nobody confirms.</param>
public sealed record Preview(Form Form, IReadOnlyList<PreviewRow> Rows, IReadOnlyList<PreviewPurpose> Purposes, LocalDate Unconfirmed)
{
    public static Preview Of(Form form, FormInput input, PreviewDates dates)
    {
        var purposes = form.Purposes.Select(p => Purpose(p, form, input, dates)).ToList();
        return new Preview(form, [.. form.Fields.Select(f => Row(form, f, input, purposes))], purposes, dates.Unconfirmed);
    }

    private static PreviewPurpose Purpose(FormPurpose purpose, Form form, FormInput input, PreviewDates dates) =>
        new(purpose, !purpose.HasBox || input.Ticked.Contains(purpose.Key), Wording.KeptUntil(purpose.Retention, dates, form.In));

    private static PreviewRow Row(Form form, FormField field, FormInput input, List<PreviewPurpose> purposes)
    {
        var value = input.Values.GetValueOrDefault(field.Key, "");
        var error = input.Errors.GetValueOrDefault(field.Key);
        return new PreviewRow(field, field.Said(value, form.In), error, [.. purposes.Where(p => field.Purposes.Contains(p.Purpose.Key))])
        {
            Suggestion = field.Type == FieldType.Email ? MailDomains.Suggest(value) : null,
        };
    }
}

/// <summary>One field in the preview. <paramref name="Value"/> is in words; <paramref name="Error"/> says what to do where it cannot be kept as it is.</summary>
public sealed record PreviewRow(FormField Field, string Value, string? Error, IReadOnlyList<PreviewPurpose> Purposes)
{
    /// <summary>Shown at all: something was typed, or is missing.</summary>
    public bool IsShown => Value.Length > 0 || Error is not null;

    /// <summary>Stored if the form were sent now: it serves something that needs no box or whose box is ticked.</summary>
    public bool IsKept => Purposes.Any(p => p.IsOn);

    /// <summary>The address that may have been meant; null where nothing looks like a slip.</summary>
    public string? Suggestion { get; init; }
}

/// <summary>One purpose in the preview. <paramref name="IsOn"/>: it follows from sending the form, or its box is ticked; <paramref name="Until"/>: "bis 4. Januar 2027".</summary>
public sealed record PreviewPurpose(FormPurpose Purpose, bool IsOn, string Until);

/// <summary>What the dates of a preview are counted from.</summary>
/// <param name="Now">When the page is shown: the form would be sent then.</param>
/// <param name="WebinarEnds">As announced; null for a form that belongs to no webinar.</param>
/// <param name="ConfirmWithin">How long an unconfirmed sign-up is kept.</param>
/// <param name="Zone">Where the day changes.</param>
public sealed record PreviewDates(Instant Now, Instant? WebinarEnds, Duration ConfirmWithin, DateTimeZone Zone)
{
    public LocalDate Unconfirmed => In(Now + ConfirmWithin);

    /// <summary>The same as long as every date is: a preview of the same form and input is the same too.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Number(In(Now))} {Number(Unconfirmed)} {WebinarEnds?.ToUnixTimeSeconds()}");

    /// <summary>The last day of a retention; null where it counts from something that nobody can date beforehand.</summary>
    public LocalDate? Last(Retention retention) => retention.After switch
    {
        RetentionEvent.WebinarEnd when WebinarEnds is { } ends => In(retention.Ends(ends)),
        RetentionEvent.Request => In(retention.Ends(Now)),
        _ => null,
    };

    // A number is written in a tenth of the time that a date takes.
    private static int Number(LocalDate day) => day.ToDateOnly().DayNumber;

    private LocalDate In(Instant instant) => instant.InZone(Zone).Date;
}
