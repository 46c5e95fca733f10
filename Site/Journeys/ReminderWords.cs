using NodaTime;
using Site.Publishing;

namespace Site.Journeys;

/// <summary>When reminders come, in words made from <see cref="Journey.Reminders"/>, so that no letter and no page promises another time.</summary>
public static class ReminderWords
{
    private static readonly Words[] _small =
        [new("zwei", "two"), new("drei", "three"), new("vier", "four"), new("fünf", "five"), new("sechs", "six"), new("sieben", "seven"), new("acht", "eight"), new("neun", "nine"), new("zehn", "ten"), new("elf", "eleven"), new("zwölf", "twelve")];

    /// <summary>"Einen Tag und eine Stunde vorher erinnern wir Sie, soweit dafür noch Zeit ist."; empty where there are none.</summary>
    public static string Promise(this Journey journey, Language language) => journey.Before(language) is not { Length: > 0 } before ? "" : language[
        $"{char.ToUpper(before[0], language.Culture)}{before[1..]} vorher erinnern wir Sie, soweit dafür noch Zeit ist.",
        $"We will remind you {before} before, as far as there is still time for it."];

    /// <summary>"einen Tag und eine Stunde" / "a day and an hour"; empty where there are no reminders.</summary>
    public static string Before(this Journey journey, Language language)
    {
        var all = journey.Reminders.Distinct().Select(lead => Said(lead, language)).ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])}{language[" und ", " and "]}{all[^1]}";
    }

    private static string Said(Duration lead, Language language)
    {
        var minutes = (int)lead.TotalMinutes;
        return (minutes % 1440, minutes % 60) switch
        {
            (0, _) => minutes == 1440 ? language["einen Tag", "a day"] : $"{Number(minutes / 1440, language)} {language["Tage", "days"]}",
            (_, 0) => minutes == 60 ? language["eine Stunde", "an hour"] : $"{Number(minutes / 60, language)} {language["Stunden", "hours"]}",
            _ => minutes == 1 ? language["eine Minute", "a minute"] : $"{Number(minutes, language)} {language["Minuten", "minutes"]}",
        };
    }

    private static string Number(int number, Language language) => number - 2 < _small.Length ? _small[number - 2][language] : number.ToString(language.Culture);
}
