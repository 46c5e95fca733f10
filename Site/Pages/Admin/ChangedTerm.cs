using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;

namespace Site.Pages.Admin;

/// <summary>What changes of one purpose, field or setting, and for how many people something runs under the terms that are live.</summary>
public sealed record ChangedTerm(string Place, Words Title, IReadOnlyList<WaitingChange> Sides, int People)
{
    private const string Controller = "controller";
    private const string Officer = "privacy-officer";
    private const string Authority = "authority";

    public bool IsNew => Sides.All(s => s.Before is null);

    public bool IsGone => Sides.All(s => s.After is null);

    internal static async Task<IReadOnlyList<ChangedTerm>> Of(IReadOnlyList<WaitingChange> changes, SiteDb db)
    {
        var keys = changes.Select(c => KeyOf(c.Place)).Distinct().ToList();
        var (purposes, fields, unconfirmed) = (await PurposesInUse.People(db, keys), await Answered(db, keys), await Unconfirmed(db));
        var known = await db.Set<Site.SignUps.SignUp>().Select(s => s.ProspectId).Distinct().CountAsync();
        return [.. changes.GroupBy(c => (c.File, c.Place)).Select(g => new ChangedTerm(g.Key.Place, g.First().Title, [.. g], g.Key.Place switch
        {
            "confirm-within" => unconfirmed,
            Controller or Officer or Authority => known,
            var place when place.StartsWith("newsletter.", StringComparison.Ordinal) => 0,
            var place when place.StartsWith("purposes.", StringComparison.Ordinal) => purposes.GetValueOrDefault(KeyOf(place)),
            var place => fields.GetValueOrDefault(KeyOf(place)),
        }))];
    }

    // Who receives data receives what is there already too, whatever stood in the notice.
    private bool MovesWhatIsHeld => Place is Controller or Officer or Authority || Sides.Any(s => s.Aspect == Terms.Recipients);

    /// <summary>To whom it would apply, in a sentence.</summary>
    public string Whom(Language l) => Place switch
    {
        "confirm-within" => l[
            $"Gilt sofort, auch für {(People == 1 ? "eine Anmeldung, die" : $"{People} Anmeldungen, die")} noch auf Bestätigung {(People == 1 ? "wartet" : "warten")}.",
            $"Applies at once, also to {(People == 1 ? "one sign-up that waits" : $"{People} sign-ups that wait")} for confirmation."],
        "backup-days" => l["Gilt sofort, für alle, deren Angaben in Sicherungen stehen.", "Applies at once, to all whose data stands in backups."],
        "blocked-days" or "unreachable-days" => l["Gilt für Adressen, die ab dann auf die Sperrliste kommen; die schon darauf stehen, behalten ihren Tag.", "Applies to addresses that are suppressed from then on; those that already are keep their day."],
        _ when IsGone => l[
            People == 0 ? "Der Zweck entfällt. Niemandes Angaben werden noch dafür genutzt." : $"Der Zweck wird noch genutzt, für {Many(l)}: So lässt er sich nicht streichen.",
            People == 0 ? "The purpose goes. Nobody’s data are used for it any more." : $"The purpose is still in use, for {Many(l)}: it cannot go."],
        _ when IsNew => l["Ein neuer Zweck. Er gilt nur für Anmeldungen danach.", "A new purpose. It applies to sign-ups from then on only."],
        _ when MovesWhatIsHeld && People > 0 => l[
            $"Betrifft auch, was schon gespeichert ist: {Many(l)} {(People == 1 ? "hat" : "haben")} beim Absenden anderes gelesen. Sagen Sie es ihnen vorher; die übrigen Bedingungen von damals behalten sie.",
            $"Affects what is already held too: {Many(l)} read something else when they sent the form. Tell them beforehand; they keep the other terms of that time."],
        _ when MovesWhatIsHeld => l["Betrifft alle Angaben, auch gespeicherte. Bisher gibt es keine.", "Affects all data, held ones too. So far there are none."],
        _ when Place.StartsWith("newsletter.", StringComparison.Ordinal) => l["Gilt nur für Anmeldungen danach.", "Applies to sign-ups from then on only."],
        _ when People == 0 => l["Gilt nur für Anmeldungen danach. Bisher hat niemand laufende Angaben.", "Applies to sign-ups from then on only. So far nobody has data under it."],
        _ => l[
            $"Gilt nur für Anmeldungen danach; {Many(l)} mit laufenden Angaben {(People == 1 ? "behält" : "behalten")} die bisherigen Bedingungen.",
            $"Applies to sign-ups from then on only; {Many(l)} with data under the old terms {(People == 1 ? "keeps" : "keep")} them."],
    };

    private string Many(Language l) => People == 1 ? l["ein Mensch", "one person"] : l[$"{People.ToString("N0", l.Culture)} Menschen", $"{People.ToString("N0", l.Culture)} people"];

    private static string KeyOf(string place) => place.Split('.')[^1];

    private static Task<Dictionary<string, int>> Answered(SiteDb db, List<string> fields) => db.Set<Answer>().Where(a => fields.Contains(a.Field))
        .Join(db.Set<Site.SignUps.SignUp>(), a => a.SignUpId, s => s.Id, (a, s) => new { a.Field, s.ProspectId })
        .GroupBy(a => a.Field).Select(g => new { g.Key, People = g.Select(a => a.ProspectId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.People);

    private static Task<int> Unconfirmed(SiteDb db) => db.Set<Site.SignUps.SignUp>().CountAsync(s => s.ConfirmedAt == null && s.CancelledAt == null);
}
