using NodaTime;
using Site.Data;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// Has changed terms wait for approval: those of a purpose, new and dropped purposes, more purposes for a field there is, what the newsletter's button stands
/// for, and the time in which a sign-up can be confirmed. New fields and forms need none: their purposes are approved.
/// </summary>
internal sealed class TermsJudge : IContentJudge
{
    private const string PurposesFile = "purposes.yml";
    private const string FieldsFile = "fields.yml";
    private const string SettingsFile = "site.yml";

    public Task Judge(ContentChange change, SiteDb db)
    {
        var (live, next) = (change.Live.Part<Catalogue>(), change.Next.Part<Catalogue>());
        IEnumerable<WaitingChange> all =
        [
            .. live.Purposes.Keys.Union(next.Purposes.Keys)
                .SelectMany(key => Terms.Between(live.Purposes.GetValueOrDefault(key), next.Purposes.GetValueOrDefault(key), PurposesFile)),
            .. Fields(live.Fields, next.Fields, FieldsFile, Terms.PlaceOfField),
            .. Settings(change.Live.Part<SiteSettings>(), change.Next.Part<SiteSettings>(), next),
        ];
        foreach (var waiting in all)
        {
            change.Wait(waiting);
        }

        return Task.CompletedTask;
    }

    /// <summary>Those of the fields there are already that serve more than before.</summary>
    internal static IEnumerable<WaitingChange> Fields(
        IReadOnlyDictionary<string, Field> live, IReadOnlyDictionary<string, Field> next, string file, Func<string, string> place) =>
        next.Where(f => live.ContainsKey(f.Key)).Select(f => Terms.Between(live[f.Key], f.Value, file, place(f.Key))).OfType<WaitingChange>();

    private static IEnumerable<WaitingChange> Settings(SiteSettings live, SiteSettings next, Catalogue catalogue)
    {
        var title = new Words("Einstellungen", "Settings");
        if (live.ConfirmWithin != next.ConfirmWithin)
        {
            yield return new WaitingChange(
                SettingsFile, "confirm-within", title, new Words("Frist zum Bestätigen", "Time to confirm"), Said(live.ConfirmWithin), Said(next.ConfirmWithin));
        }

        if (next.Newsletter.Consents.Except(live.Newsletter.Consents).Any())
        {
            yield return new WaitingChange(
                SettingsFile, "newsletter.consents", title, new Words("Wofür der Knopf des Newsletters steht", "What the newsletter’s button stands for"),
                Titles(live.Newsletter.Consents, catalogue), Titles(next.Newsletter.Consents, catalogue));
        }
    }

    private static Words Titles(IEnumerable<string> keys, Catalogue catalogue) =>
        Terms.Titles(keys.Select(k => catalogue.Purposes.GetValueOrDefault(k)).OfType<Purpose>());

    private static Words Said(Duration period) => (period.Hours, period.Minutes) switch
    {
        (0, 0) => new Words(period.Days == 1 ? "1 Tag" : $"{period.Days} Tage", period.Days == 1 ? "1 day" : $"{period.Days} days"),
        (_, 0) => new Words($"{(int)period.TotalHours} Stunden", $"{(int)period.TotalHours} hours"),
        _ => new Words($"{(int)period.TotalMinutes} Minuten", $"{(int)period.TotalMinutes} minutes"),
    };
}
