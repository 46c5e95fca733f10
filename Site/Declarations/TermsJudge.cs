using NodaTime;
using Site.Data;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// Has changed terms wait for approval: those of a purpose, new and dropped purposes, what a field that was asked before is used for and what was said beside it, who is responsible,
/// what the newsletter's button stands for, the time in which a sign-up can be confirmed, how long backups are kept, and how long addresses stay suppressed. New forms and new fields that serve no consent need none: their
/// purposes are approved.
/// </summary>
internal sealed class TermsJudge(FieldTerms fields) : IContentJudge
{
    private const string PurposesFile = "purposes.yml";
    private const string FieldsFile = "fields.yml";
    private const string SettingsFile = "site.yml";

    public async Task Judge(ContentChange change, SiteDb db)
    {
        var (live, next) = (change.Live.Part<Catalogue>(), change.Next.Part<Catalogue>());
        IEnumerable<WaitingChange> all =
        [
            .. live.Purposes.Keys.Union(next.Purposes.Keys)
                .SelectMany(key => Terms.Between(live.Purposes.GetValueOrDefault(key), next.Purposes.GetValueOrDefault(key), PurposesFile)),
            .. await fields.Between(change, live.Fields, next.Fields, FieldsFile, Terms.PlaceOfField),
            .. Settings(change.Live.Part<SiteSettings>(), change.Next.Part<SiteSettings>(), next),
        ];
        foreach (var waiting in all)
        {
            change.Wait(waiting);
        }
    }

    private static IEnumerable<WaitingChange> Settings(SiteSettings live, SiteSettings next, Catalogue catalogue)
    {
        var title = new Words("Einstellungen", "Settings");
        if (live.ConfirmWithin != next.ConfirmWithin)
        {
            yield return new WaitingChange(
                SettingsFile, "confirm-within", title, new Words("Frist zum Bestätigen", "Time to confirm"), Said(live.ConfirmWithin), Said(next.ConfirmWithin));
        }

        foreach (var (place, aspect, before, after) in Days(live).Zip(Days(next), (o, n) => (o.Place, o.Aspect, o.Days, n.Days)).Where(s => s.Item3 != s.Item4))
        {
            yield return new WaitingChange(SettingsFile, place, title, aspect, Said(Duration.FromDays(before)), Said(Duration.FromDays(after)));
        }

        foreach (var (place, aspect, before, after) in Identity(live).Zip(Identity(next), (o, n) => (o.Place, o.Aspect, o.Said, n.Said)).Where(s => s.Item3 != s.Item4))
        {
            yield return new WaitingChange(SettingsFile, place, title, aspect, before, after);
        }

        if (next.Newsletter.Fields.Except(live.Newsletter.Fields).Any())
        {
            yield return new WaitingChange(
                SettingsFile, "newsletter.fields", title, new Words("Was der Newsletter fragt", "What the newsletter asks for"), Same(string.Join('\n', live.Newsletter.Fields)), Same(string.Join('\n', next.Newsletter.Fields)));
        }

        if (!next.Newsletter.Consents.SequenceEqual(live.Newsletter.Consents))
        {
            yield return new WaitingChange(
                SettingsFile, "newsletter.consents", title, new Words("Wofür der Knopf des Newsletters steht", "What the newsletter’s button stands for"),
                Titles(live.Newsletter.Consents, catalogue), Titles(next.Newsletter.Consents, catalogue));
        }
    }

    // What is kept beside every purpose.
    private static IEnumerable<(string Place, Words Aspect, int Days)> Days(SiteSettings s)
    {
        yield return ("backup-days", new Words("Sicherungen werden überschrieben nach", "Backups are overwritten after"), s.BackupDays);
        yield return ("blocked-days", new Words("Nach „Das war ich nicht“ bleibt eine Adresse gesperrt für", "After “this was not me” an address stays blocked for"), s.BlockedDays);
        yield return ("unreachable-days", new Words("Eine unerreichbare Adresse bleibt gesperrt für", "An address that cannot be reached stays suppressed for"), s.UnreachableDays);
    }

    // Who is responsible, whom to turn to, and the button that is a consent.
    private static IEnumerable<(string Place, Words Aspect, Words Said)> Identity(SiteSettings s)
    {
        yield return ("controller", new Words("Verantwortlicher", "Controller"),
            Same($"{s.Controller.Name}\n{string.Join('\n', s.Controller.Address)}\n{s.Controller.Country}\n{s.Controller.Email}"));
        yield return ("privacy-officer", new Words("Datenschutzbeauftragte", "Privacy officer"), Same($"{s.PrivacyOfficer.Name}\n{s.PrivacyOfficer.Email}"));
        yield return ("authority", new Words("Aufsichtsbehörde", "Authority"), new Words($"{s.Authority.Name.German}\n{s.Authority.Url}", $"{s.Authority.Name.English}\n{s.Authority.Url}"));
        yield return ("newsletter.button", new Words("Knopf des Newsletters", "The newsletter’s button"), s.Newsletter.Button);
    }

    private static Words Same(string text) => new(text, text);

    private static Words Titles(IEnumerable<string> keys, Catalogue catalogue) =>
        Terms.Titles(keys.Select(k => catalogue.Purposes.GetValueOrDefault(k)).OfType<Purpose>());

    private static Words Said(Duration period) => (period.Hours, period.Minutes) switch
    {
        (0, 0) => new Words(period.Days == 1 ? "1 Tag" : $"{period.Days} Tage", period.Days == 1 ? "1 day" : $"{period.Days} days"),
        (_, 0) => new Words($"{(int)period.TotalHours} Stunden", $"{(int)period.TotalHours} hours"),
        _ => new Words($"{(int)period.TotalMinutes} Minuten", $"{(int)period.TotalMinutes} minutes"),
    };
}
