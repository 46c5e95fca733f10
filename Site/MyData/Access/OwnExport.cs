using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Prospects;
using Site.Publishing;
using Site.Web;

namespace Site.MyData.Access;

/// <summary>
/// What a person takes along (Art. 15 (3), 20 GDPR): JSON with everything that is held, CSV with the answers for a spreadsheet. Names and sentences are in the
/// language they read, times in UTC [ISO 8601]. On record before the first byte.
/// </summary>
public sealed class OwnExport(SiteDb db, EvidenceLog evidence, LiveSite live, IClock clock, IOptions<SiteOptions> options)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Everything, as JSON.</summary>
    public async Task<byte[]> Json(HeldPerson person, Language language)
    {
        await Record(person, "JSON");
        var site = live.Part<SiteSettings>();
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                made = Time(clock.GetCurrentInstant()),
                controller = new { site.Controller.Name, site.Controller.Address, site.Controller.Email, privacyOfficer = site.PrivacyOfficer.Email, authority = site.Authority.Url },
                rights = options.Value.Absolute(Addresses.Path(Place.Privacy, language)) + "#rights",
                id = person.Person.PublicId,
                email = person.Person.Address,
                firstSeen = Time(person.Person.FirstSeenAt),
                source = language["von Ihnen selbst, aus unseren Formularen", "you yourself, through our forms"],
                signUps = person.SignUps.Select(s => SignUp(s, language)),
                uses = person.Uses.Select(u => new { at = Time(u.At), u.By, u.What, u.Purpose, fields = u.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries) }),
                notWrittenTo = person.Suppressed.Select(s => new { reason = s.Reason.ToString(), since = Time(s.At), until = Time(s.Until) }),
                automatedDecisions = "none",
            },
            _json);
    }

    /// <summary>The answers, one a line, as CSV [RFC 4180].</summary>
    public async Task<byte[]> Csv(HeldPerson person, Language language)
    {
        await Record(person, "CSV");
        IEnumerable<string> head = [language["Anmeldung", "Sign-up"], language["Abgeschickt (UTC)", "Sent (UTC)"], language["Feld", "Field"], language["Angabe", "Answer"], language["Wofür", "What for"], language["Gespeichert", "Kept"]];
        return CsvText.Write([head, .. person.SignUps.SelectMany(s => s.Answers.Select(a => Row(s, a.Field, a.Field.Said(a.Value, language), language)).Prepend(Row(s, s.Form.Address, person.Person.Address, language)))]);
    }

    private static IEnumerable<string> Row(HeldSignUp held, FormField field, string said, Language language) =>
    [
        held.Form.Title, Time(held.SignUp.RequestedAt) ?? "", field.Label, said,
        string.Join(", ", held.Needed.Where(p => field.Purposes.Contains(p.Key)).Select(p => p.Title)), Kept(held, field, language),
    ];

    private static object SignUp(HeldSignUp held, Language language) => new
    {
        id = held.SignUp.PublicId,
        form = held.SignUp.Form,
        held.Form.Title,
        held.SignUp.Language,
        notice = held.SignUp.NoticeHash,
        requested = Time(held.SignUp.RequestedAt),
        confirmed = Time(held.SignUp.ConfirmedAt),
        cancelled = Time(held.SignUp.CancelledAt),
        replaced = Time(held.SignUp.ReplacedAt),
        onlyProofUntil = held.ProofUntil is { } day ? LocalDatePattern.Iso.Format(day) : null,
        addressKept = Kept(held, held.Form.Address, language),
        answers = held.Answers.Select(a => new { field = a.Field.Key, a.Field.Label, a.Value, said = a.Field.Said(a.Value, language), a.Field.Purposes, kept = Kept(held, a.Field, language) }),
        purposes = held.Bases.Select(b => Purpose(b, held.Form.Purposes.First(p => p.Key == b.Purpose), language)),
    };

    private static object Purpose(Basis basis, FormPurpose purpose, Language language) => new
    {
        purpose = purpose.Key,
        purpose.Title,
        legalBasis = Wording.Basis(purpose.Basis, purpose.IsExplicit, language),
        words = purpose.Consent ?? purpose.What,
        requested = Time(basis.RequestedAt),
        liveFrom = Time(basis.LiveFrom),
        ended = Time(basis.EndedAt),
        kept = Plain(Wording.Kept(purpose.Retention, language)),
        recipients = purpose.Recipients,
    };

    private async Task Record(HeldPerson person, string format)
    {
        foreach (var held in person.SignUps)
        {
            evidence.Append(Act.TakenAlong, person.Person.PublicId, held.SignUp.PublicId, new { By = AccessPasses.ByPerson, Format = format });
        }

        db.Add(new Use { ProspectId = person.Person.Id, At = clock.GetCurrentInstant(), By = AccessPasses.ByPerson, What = "exported", Fields = "" });
        await db.SaveChangesAsync();
    }

    private static string Kept(HeldSignUp held, FormField field, Language language) => Plain(held.Kept(field, language));

    // Where a line may end is nothing to a file.
    private static string Plain(string said) => said.Replace('\u00A0', ' ');

    private static string? Time(Instant? at) => at is { } instant ? InstantPattern.ExtendedIso.Format(instant) : null;
}
