using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Prospects;
using Site.Publishing;

namespace Site.SignUps;

/// <summary>What is still held of a sign-up once one of its purposes has ended, in sentences: why and until when, by the notice it was given under (rule P16).</summary>
internal static class KeptAfterwards
{
    internal static async Task<IReadOnlyList<string>> Of(SignUp signUp, Form form, string ended, Language language, DateTimeZone zone, SiteDb db)
    {
        var bases = await db.Set<Basis>().AsNoTracking().Where(b => b.Submission == signUp.PublicId && b.LiveFrom != null).ToDictionaryAsync(b => b.Purpose);
        if (form.Purposes.FirstOrDefault(p => p.Key == ended) is not { } purpose || bases.GetValueOrDefault(ended) is not { EndedAt: { } at })
        {
            return [];
        }

        return [Gone(purpose, language), .. Proof(purpose, at, zone, language), .. form.Purposes.Where(p => bases.GetValueOrDefault(p.Key) is { EndedAt: null }).Select(p => Stays(p, language))];
    }

    // Nights, because whatever has ended goes in the night; two, because no submission goes within a day of its request.
    private static string Gone(FormPurpose purpose, Language l) => purpose.Basis == LegalBasis.Consent && purpose.Retention.Amount > 0
        ? l[$"Was wir nur dafür gespeichert hatten, behalten wir noch {Wording.Kept(purpose.Retention, l)}.", $"What we kept for this alone stays {Wording.Kept(purpose.Retention, l)}."]
        : purpose.Basis == LegalBasis.Consent ? l["Was wir nur dafür gespeichert hatten, löschen wir in der folgenden Nacht.", "What we kept for this alone is erased in the night that follows."]
        : l["Was wir nur dafür gespeichert hatten, löschen wir innerhalb von zwei Nächten.", "What we kept for this alone is erased within two nights."];

    private static IEnumerable<string> Proof(FormPurpose purpose, Instant ended, DateTimeZone zone, Language l)
    {
        if (purpose.ProofYears > 0)
        {
            var day = Dates.Plain(purpose.ProofUntil(ended, zone), l);
            yield return l[
                $"Den Nachweis, dass Sie eingewilligt hatten (Adresse, Wortlaut, Zeitpunkte), bewahren wir bis zum {day} auf, für nichts anderes. Dann löschen wir auch ihn.",
                $"The proof that you had consented (address, wording, times) is kept until {day}, for nothing else. Then it is erased too."];
        }
    }

    private static string Stays(FormPurpose purpose, Language l) => l[
        $"Es bleibt bei „{purpose.Title}“; was wir dafür brauchen, behalten wir {Wording.Kept(purpose.Retention, l)}.",
        $"“{purpose.Title}” stays as it was; what we need for it is kept {Wording.Kept(purpose.Retention, l)}."];
}
