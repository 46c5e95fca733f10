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
        return Words(text);
    }

    /// <summary>The same of a text that is not HTML.</summary>
    internal static IEnumerable<string> Words(string text) =>
        Shame().Matches(text).Select(m => $"makes a no feel bad: \"{m.Value}\"").Concat(Haste().Matches(text).Select(m => $"presses for time: \"{m.Value}\""));

    /// <summary>What runs out before one's eyes or turns the page by itself.</summary>
    internal static IEnumerable<string> Clocks(IHtmlDocument page) =>
        page.QuerySelectorAll("[role~=timer], [role~=marquee], [role~=progressbar], [role~=meter], progress, meter, marquee, blink, meta[http-equiv=refresh i]").Select(e => $"has a clock: {e.Tag()}");

    /// <summary>What asks for a consent or an answer on a page that comes after somebody has decided.</summary>
    internal static IEnumerable<string> AskedAgain(IHtmlDocument page) =>
        page.QuerySelectorAll($"[name={FormInput.AgreeKey}], [name={FormInput.NoticeKey}], main input:is([type=checkbox], [type=radio]), main [role~=switch]").Select(c => $"asks again: {c.Tag()}");

    /// <summary>What speaks to somebody of a consent they declined: its words, or a way to the form that asks for it. Their own answer may be shown to them.</summary>
    /// <param name="address">Where that form stands.</param>
    internal static IEnumerable<string> SpokenOfAgain(IHtmlDocument page, IEnumerable<FormPurpose> declined, string address)
    {
        var said = page.Body?.TextContent ?? "";
        return declined.SelectMany(p => new[] { p.Consent, p.Benefit, p.What }).OfType<string>().Where(w => said.Contains(w, StringComparison.Ordinal)).Select(w => $"says again: {w}")
            .Concat(page.QuerySelectorAll("a[href], form[action]").Where(e => e.Closest("body > header, body > footer, nav") is null)
                .Where(e => $"{e.GetAttribute("href")}{e.GetAttribute("action")}".Split('#', '?')[0].EndsWith(address, StringComparison.Ordinal)).Select(e => $"leads back to the question: {e.Tag()}"));
    }

    // "No, I do not want to …", "you will miss", "too bad".
    [GeneratedRegex(@"\b(Nein,? (danke,? )?ich (will|möchte|verzichte|brauche)|Verpassen Sie|verpassen Sie nicht|entgeht Ihnen|(Wirklich|Wollen Sie wirklich) (abmelden|widerrufen|gehen)|schade,? dass Sie|No,? (thanks,? )?I('d rather| do not| don['’]t| prefer)|don['’]t miss|do not miss|miss(ing)? out|sorry to see you go|are you sure you want)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Shame();

    [GeneratedRegex(@"\b((nur )?noch (\d+|wenige) (freie )?(Plätze|Stunden|Minuten|Sekunden)|nur noch (\d+|wenige)|wenige Plätze|nur (heute|für kurze Zeit)|letzten? (Chance|Plätze)|Countdown|beeilen Sie sich|solange (noch|der Vorrat)|läuft (in \d+|bald) ab|jetzt schnell|only (\d+|a few) (seats|places|left)|(\d+|few) (seats|places|spots) left|while (seats|places) last|last (chance|seats|places)|hurry up|limited time|ends (soon|in \d+)|act now)\b|\b\d{1,2}:\d{2}:\d{2}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Haste();
}
