using NodaTime;
using Site.Declarations;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.MyData;

/// <summary>Until when a value of one sign-up is kept, purpose by purpose, by the notice it was given under and by what became of each basis.</summary>
internal sealed class KeptUntil(SignUp signUp, Form form, IReadOnlyList<Basis> bases, Schedule? schedule, DateTimeZone zone, Language language)
{
    /// <summary>"Gespeichert bis 15. April 2026 (Teilnahme am Webinar), bis zum Widerruf (Newsletter)"; of what nothing needs any more, that it goes in the night.</summary>
    internal string Of(FormField field)
    {
        var needed = form.PurposesOf(field).Select(p => (Purpose: p, Basis: bases.FirstOrDefault(b => b.Purpose == p.Key)))
            .Where(n => n.Basis is not null).Select(n => Said(n.Purpose, n.Basis!.EndedAt, field)).OfType<string>().ToList();
        return needed.Count > 0 ? $"{language["Gespeichert", "Kept"]} {string.Join(", ", needed)}"
            : language["Wird in der nächsten Nacht gelöscht", "Will be erased in the coming night"];
    }

    private string? Said(FormPurpose purpose, Instant? ended, FormField field)
    {
        var until = (ended, purpose.Retention.After) switch
        {
            (null, RetentionEvent.WebinarEnd) when schedule is not null => Day(purpose.Retention.Ends(schedule.EndsAt)),
            (null, RetentionEvent.Request) => Day(purpose.Retention.Ends(signUp.RequestedAt)),
            (null, RetentionEvent.Confirmation) when signUp.ConfirmedAt is { } confirmed => Day(purpose.Retention.Ends(confirmed)),
            (null, RetentionEvent.Withdrawal) => language["bis zum Widerruf", "until withdrawn"],
            (null, _) => Wording.Kept(purpose.Retention, language),
            ({ } at, _) when purpose.ProofYears > 0 && field.Type == FieldType.Email => $"{Day(purpose.ProofUntil(at, zone))}{language[", als Nachweis", ", as proof"]}",
            ({ } at, RetentionEvent.Withdrawal) when purpose.Retention.Amount > 0 => Day(purpose.Retention.Ends(at)),
            _ => null,
        };
        return until is null ? null : $"{until} ({purpose.Title})";
    }

    private string Day(Instant at) => Day(at.InZone(zone).Date);

    private string Day(LocalDate day) => $"{language["bis", "until"]} {Dates.Plain(day, language)}";
}
