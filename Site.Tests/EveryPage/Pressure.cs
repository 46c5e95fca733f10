using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Site.Declarations;

namespace Site.Tests.EveryPage;

/// <summary>
/// Finds what would push somebody towards a yes (rule P6; EDPB guidelines 03/2022: "emotional steering", "stirring", "continuous prompting"): a no that is made to feel bad,
/// a clock that runs out, a question that is put again after it was answered.
/// </summary>
internal static partial class Pressure
{
    /// <summary>Each is a sentence that quotes the words. What an article tells of others is not said to the reader.</summary>
    internal static IEnumerable<string> Words(IHtmlDocument page)
    {
        var text = string.Join(' ', page.All.Where(e => e.Closest("article .prose") is null).SelectMany(e => e.ChildNodes.OfType<IText>()).Select(t => t.Data));
        return Shame().Matches(text).Select(m => $"makes a no feel bad: \"{m.Value}\"").Concat(Haste().Matches(text).Select(m => $"presses for time: \"{m.Value}\""));
    }

    /// <summary>What asks for a consent or an answer on a page that comes after somebody has decided.</summary>
    internal static IEnumerable<string> AskedAgain(IHtmlDocument page) =>
        page.QuerySelectorAll($"[name={FormInput.AgreeKey}], [name={FormInput.NoticeKey}]").Select(c => $"asks again: {c.Tag()}");

    // "No, I do not want to …", "you will miss", "too bad".
    [GeneratedRegex(@"\b(Nein,? (danke,? )?ich (will|möchte|verzichte|brauche)|Verpassen Sie|verpassen Sie nicht|entgeht Ihnen|(Wirklich|Wollen Sie wirklich) (abmelden|widerrufen|gehen)|schade,? dass Sie|No,? (thanks,? )?I('d rather| do not| don['’]t| prefer)|don['’]t miss|do not miss|miss(ing)? out|sorry to see you go|are you sure you want)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Shame();

    [GeneratedRegex(@"\b(nur noch (\d+|wenige)|nur (heute|für kurze Zeit)|letzte (Chance|Plätze)|läuft (in \d+|bald) ab|jetzt schnell|only \d+ (seats|places|left)|last (chance|seats)|hurry up|limited time|ends (soon|in \d+)|act now)\b|\b\d{1,2}:\d{2}:\d{2}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Haste();
}
