using Site.Publishing;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>An announcement in the words of the desk and the command.</summary>
public static class ChangeTexts
{
    /// <summary>What was announced and what will be, each in a line: "Mittwoch, 2. Dezember 2026, 10:00–10:30 Uhr (MEZ)".</summary>
    public static IEnumerable<(string What, string From, string To)> Lines(ChangeView view, Language l)
    {
        var (before, change) = (view.Change.Announced, view.Change);
        if (change.Kind is ChangeKind.CalledOff or ChangeKind.OnAgain)
        {
            yield return (l["Findet statt", "Takes place"], YesNo(before, l), YesNo(view.After, l));
        }

        if (change.IsMoved)
        {
            yield return (l["Termin", "Time"], Time(before, l), Time(view.After, l));
        }

        if (change.HasOtherSeats)
        {
            yield return (l["Plätze", "Seats"], Seats(before.Capacity, l), Seats(change.Planned.Capacity, l));
        }
    }

    /// <summary>Who will be told: "34 Personen: 30 auf Deutsch, 4 auf Englisch.".</summary>
    public static string People(ChangeView view, Language l)
    {
        var (german, english) = (view.Told.GetValueOrDefault(Language.German), view.Told.GetValueOrDefault(Language.English));
        return (view.Change.Kind, view.People) switch
        {
            (ChangeKind.Seats, _) => l["Die Zahl der Plätze geht nur die Anmeldung etwas an: Angeschrieben wird niemand.", "The number of seats only concerns registration: nobody is written to."],
            (_, 0) => l["Niemand hat bisher einen Kalendereintrag von uns; angeschrieben wird niemand.", "Nobody has a calendar entry of ours yet; nobody is written to."],
            (_, 1) => l[$"1 Person wird angeschrieben, auf {(german == 1 ? "Deutsch" : "Englisch")}.", $"1 person is written to, in {(german == 1 ? "German" : "English")}."],
            (_, var all) => l[$"{all} Personen werden angeschrieben: {german} auf Deutsch, {english} auf Englisch.", $"{all} people are written to: {german} in German, {english} in English."],
        };
    }

    public static string Of(ChangeHindrance hindrance, Language l) => hindrance switch
    {
        ChangeHindrance.Over => l["Das Webinar ist vorbei; sein Termin bleibt, wie er war.", "The webinar is over; its time stays what it was."],
        ChangeHindrance.Begun => l["Das Webinar hat begonnen. Verschieben lässt es sich nicht mehr, nur noch absagen.", "The webinar has begun. It can no longer be moved, only called off."],
        _ => l["Der geplante Termin liegt schon zurück: Tragen Sie in webinar.yml einen ein, der noch kommt.", "The planned time has passed already: write one that is still to come into webinar.yml."],
    };

    /// <summary>Why nothing was announced.</summary>
    public static string Of(Announced outcome, Language l) => outcome == Announced.NotPossible
        ? l["Angekündigt wurde nichts: Der Grund steht bei der Änderung.", "Nothing was announced: the reason stands beside the change."]
        : l["Angekündigt wurde nichts, denn inzwischen hat sich etwas geändert. Bitte sehen Sie noch einmal hin.", "Nothing was announced, as something has changed meanwhile. Please look at it again."];

    private static string Time(Schedule schedule, Language l) => Dates.Whole(schedule.Start, schedule.Minutes, l);

    private static string YesNo(Schedule schedule, Language l) => schedule.CancelledAt is null ? l["ja", "yes"] : l["nein", "no"];

    private static string Seats(int? capacity, Language l) => capacity is { } seats ? seats.ToString(l.Culture) : l["ohne Grenze", "no limit"];
}
