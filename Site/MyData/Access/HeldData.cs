using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.MyData.Access;

/// <summary>Reads all that is held about one person (Art. 15 (1), (3) GDPR), by the notices under which they gave it.</summary>
public sealed class HeldData(SiteDb db, Notices notices, Proofs proofs, Suppressions suppressions, LiveSite live)
{
    /// <param name="person">By the id of the row; they must be known.</param>
    public Task<HeldPerson> Of(long person, CancellationToken cancellationToken = default) => db.AtOneMoment(async () =>
    {
        var prospect = await db.Set<Prospect>().AsNoTracking().SingleAsync(p => p.Id == person, cancellationToken);
        var uses = await db.Set<Use>().AsNoTracking().Where(u => u.ProspectId == person).OrderByDescending(u => u.Id).ToListAsync(cancellationToken);
        return new HeldPerson(prospect, await SignUps(person, cancellationToken), uses, await suppressions.Find(suppressions.Fingerprint(prospect.AddressKey), cancellationToken));
    });

    private async Task<IReadOnlyList<HeldSignUp>> SignUps(long person, CancellationToken cancellationToken)
    {
        var signUps = await db.Set<SignUp>().AsNoTracking().Include(s => s.Answers).Where(s => s.ProspectId == person).OrderByDescending(s => s.Id).ToListAsync(cancellationToken);
        var bases = (await db.Set<Basis>().AsNoTracking().Where(b => b.ProspectId == person).OrderBy(b => b.Id).ToListAsync(cancellationToken)).ToLookup(b => b.Submission);
        var slugs = signUps.Select(s => Webinar.SlugOf(s.Form)).OfType<string>().Distinct().ToList();
        var schedules = await db.Set<Schedule>().AsNoTracking().Where(s => slugs.Contains(s.Slug)).ToDictionaryAsync(s => s.Slug, cancellationToken);
        var left = await proofs.LeftOf([.. signUps.Select(s => s.PublicId)], cancellationToken);
        var held = new List<HeldSignUp>();
        foreach (var signUp in signUps)
        {
            var form = await notices.Terms(signUp.NoticeHash, db, cancellationToken);
            held.Add(new HeldSignUp(
                signUp, form, [.. bases[signUp.PublicId]], schedules.GetValueOrDefault(Webinar.SlugOf(signUp.Form) ?? ""),
                left.TryGetValue(signUp.PublicId, out var until) ? until : null, live.Part<SiteSettings>().Zone));
        }

        return held;
    }
}

/// <summary>One person and all that is held about them.</summary>
/// <param name="SignUps">The latest first.</param>
/// <param name="Uses">The ledger of use, the latest first.</param>
/// <param name="Suppressed">Why and until when the address is not written to.</param>
public sealed record HeldPerson(Prospect Person, IReadOnlyList<HeldSignUp> SignUps, IReadOnlyList<Use> Uses, IReadOnlyList<Suppression> Suppressed)
{
    /// <summary>Everybody who received anything, by name (Art. 15 (1)(c) GDPR; CJEU C-154/21).</summary>
    public IEnumerable<FormRecipient> Recipients => SignUps.SelectMany(s => s.Needed).SelectMany(p => p.Recipients).Distinct();

    /// <summary>The consents that were confirmed, each with the sign-up it came from, the latest first.</summary>
    public IEnumerable<(HeldSignUp SignUp, Basis Basis, FormPurpose Purpose)> Consents => SignUps.SelectMany(s => s.Bases
        .Where(b => b is { IsConsent: true, LiveFrom: not null }).Select(b => (s, b, s.Form.Purposes.First(p => p.Key == b.Purpose))));
}

/// <summary>One sign-up of theirs, by the <paramref name="Form"/> as they saw it.</summary>
/// <param name="ProofUntil">The last day on which the proof is kept that alone is left of it; null while there is more.</param>
public sealed record HeldSignUp(SignUp SignUp, Form Form, IReadOnlyList<Basis> Bases, Schedule? Schedule, LocalDate? ProofUntil, DateTimeZone Zone)
{
    /// <summary>It counts: confirmed, and neither cancelled nor replaced by a later one.</summary>
    public bool IsLive => SignUp is { ConfirmedAt: not null, CancelledAt: null, ReplacedAt: null };

    /// <summary>Somebody asked for it, and nobody has confirmed it yet.</summary>
    public bool IsWaiting => SignUp is { ConfirmedAt: null, CancelledAt: null };

    /// <summary>There is something to cancel: a newsletter ends by withdrawing the consent.</summary>
    public bool IsCancellable => IsWaiting || (IsLive && Bases.Any(b => b is { IsConsent: false, EndedAt: null }));

    /// <summary>The purposes that have not ended.</summary>
    public IEnumerable<FormPurpose> Needed => Form.Purposes.Where(p => Bases.Any(b => b.Purpose == p.Key && b.EndedAt is null));

    /// <summary>What was answered, field by field.</summary>
    public IEnumerable<(FormField Field, string Value)> Answers => Form.Fields
        .Select(f => (f, SignUp.Answers.Find(a => a.Field == f.Key)?.Value)).Where(a => a.Value is not null).Select(a => (a.f, a.Value ?? ""));

    /// <summary>The fields whose answers may be put right: those that something live needs. The address is another matter.</summary>
    public IReadOnlyList<FormField> Correctable => IsLive
        ? [.. Form.Fields.Where(f => f.Type != FieldType.Email && Needed.Any(p => f.Purposes.Contains(p.Key)))] : [];

    /// <summary>Until when the value of a field is kept, in words.</summary>
    public string Kept(FormField field, Language language) => new KeptUntil(SignUp, Form, Bases, Schedule, Zone, language).Of(field);
}
