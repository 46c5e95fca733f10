using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Site.Declarations;

namespace Site.Tests.EveryPage;

/// <summary>
/// Finds what no page may have: a question without its declaration or explanation (rules P4, P5), a choice made in advance (P1), personal data in an address.
/// Each offence is a sentence that names the element.
/// </summary>
internal static partial class Guard
{
    /// <summary>What may stand outside a declared field of a form that is posted.</summary>
    private static readonly string[] _inForms = [FormInput.NoticeKey, FormInput.HoneypotKey];

    /// <summary>What may stand in a form whose answers show in the address, and as what: a look-up, never something of somebody's own.</summary>
    private static readonly Dictionary<string, string[]> _inAddresses = new() { ["topic"] = ["select", "radio"], ["q"] = ["search"] };

    /// <summary>What may stand in no form and under no name, by its id: the page that checks a receipt reads it in the browser, and no more of it leaves than of a page that is read.</summary>
    private static readonly Dictionary<string, string> _readHere = new() { ["receipt-file"] = "file", ["receipt-text"] = "textarea" };

    private static readonly string[] _buttons = ["submit", "button", "image", "reset"];

    /// <param name="declared">By the hash that a form carries, what is declared of each control: by name, a consent by "agree=purpose".</param>
    internal static IEnumerable<string> Offences(IHtmlDocument page, Func<string, IReadOnlyDictionary<string, Explanation>?> declared, bool isUntouched)
    {
        var controls = page.QuerySelectorAll("input, select, textarea").Where(c => !_buttons.Contains(c.GetAttribute("type"))).ToList();
        return controls.SelectMany(c => Control(c, declared)).Concat(SideDoors.Offences(page)).Concat(isUntouched ? controls.SelectMany(ChosenInAdvance) : []);
    }

    private static IEnumerable<string> Control(IElement control, Func<string, IReadOnlyDictionary<string, Explanation>?> declared)
    {
        var form = (control as IHtmlInputElement)?.Form ?? (control as IHtmlSelectElement)?.Form ?? (control as IHtmlTextAreaElement)?.Form;
        if (form?.Method == "get")
        {
            return _inAddresses.GetValueOrDefault(Name(control), []).Contains(Kind(control)) ? [] : [$"{control.Tag()} puts what somebody enters into the address."];
        }

        if (form is null && StaysHere(control))
        {
            return [];
        }

        if (_inForms.Contains(Name(control)))
        {
            return IsOutOfTheWay(control) ? [] : [$"{control.Tag()} is for the form itself and must not be seen."];
        }

        var explanation = (declared(form?.QuerySelector($"[name={FormInput.NoticeKey}]")?.GetAttribute("value") ?? "") ?? Nothing).GetValueOrDefault(Key(control));
        return explanation is null ? [$"{control.Tag()} stands outside a declared field."] : Explained(control, explanation);
    }

    // A control that has no name is sent with no form, not even by one that a script makes.
    private static bool StaysHere(IElement control) => _readHere.GetValueOrDefault(control.Id ?? "") == Kind(control) && !control.HasAttribute("name") && !control.HasAttribute("form")
        && control.Owner?.QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")?.Split('?')[0]).SequenceEqual(["/receipt.js"]) == true;

    private static IReadOnlyDictionary<string, Explanation> Nothing { get; } = new Dictionary<string, Explanation>();

    // Either not there for anybody, or for no person: the trap for robots.
    private static bool IsOutOfTheWay(IElement control) =>
        control.GetAttribute("type") == "hidden" || (control.Closest("[aria-hidden=true]") is not null && control.GetAttribute("tabindex") == "-1");

    private static IEnumerable<string> Explained(IElement control, Explanation explanation)
    {
        var ids = control.Ancestors<IElement>().Where(a => a.LocalName == "fieldset").Prepend(control)
            .SelectMany(e => (e.GetAttribute("aria-describedby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var elements = ids.Select(id => control.Owner?.GetElementById(id)).OfType<IElement>().ToList();
        if (ids.Count == 0 || elements.Count < ids.Count)
        {
            return [$"{control.Tag()} is not described by elements of the page (aria-describedby=\"{string.Join(' ', ids)}\")."];
        }

        var seen = string.Join(' ', elements.Select(Visible));
        var details = elements.SelectMany(e => e.QuerySelectorAll("details")).ToList();
        var missing = explanation.Visible.Where(t => !seen.Contains(Plain(t), StringComparison.Ordinal)).Select(t => $"must say visibly: {t}")
            .Concat(Duty().IsMatch(string.Join(' ', Labels(control).Select(Visible))) ? [] : ["must say visibly whether it is required or optional"])
            .Concat(Retention().IsMatch(seen) ? [] : ["must say visibly until when the answer is kept"])
            .Concat(details is [var one] && !one.HasAttribute("open") ? Inside(one, explanation) : [$"must have one closed <details>, not {details.Count}, or an open one"]);
        return missing.Select(m => $"{control.Tag()} {m}.");
    }

    // What the control is called: by its own label, by the title of its box or by the legend of the group that is explained as one.
    private static IEnumerable<IElement> Labels(IElement control)
    {
        var ids = (control.GetAttribute("aria-labelledby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var named = ids.Length > 0 ? ids.Select(id => control.Owner?.GetElementById(id)).OfType<IElement>() : control.Owner?.QuerySelectorAll("label[for]").Where(l => l.GetAttribute("for") == control.Id) ?? [];
        return named.Concat(control.Ancestors<IElement>().Where(a => a.LocalName == "fieldset" && a.HasAttribute("aria-describedby")).SelectMany(f => f.Children.Where(c => c.LocalName == "legend")));
    }

    private static IEnumerable<string> Inside(IElement details, Explanation explanation)
    {
        var text = Plain(details.TextContent);
        return explanation.Inside.Where(t => !text.Contains(Plain(t), StringComparison.Ordinal)).Select(t => $"must say in its <details>: {t}")
            .Concat(Basis().IsMatch(text) ? [] : ["must name the legal basis in its <details>"])
            .Concat(Empty().IsMatch(text) ? [] : ["must say in its <details> what happens if it is not given"]);
    }

    private static IEnumerable<string> ChosenInAdvance(IElement control) => control switch
    {
        IHtmlInputElement { Type: "checkbox" } box when box.HasAttribute("checked") => [$"{control.Tag()} is ticked in advance."],
        IHtmlInputElement { Type: "radio" } radio when radio.HasAttribute("checked") && radio.Value.Length > 0 => [$"{control.Tag()} is chosen in advance."],
        IHtmlSelectElement select when select.Value?.Length > 0 => [$"{control.Tag()} has an answer chosen in advance."],
        _ => [],
    };

    private static string Visible(IElement element)
    {
        var copy = (IElement)element.Clone();
        foreach (var hidden in copy.QuerySelectorAll("details, [hidden], [aria-hidden=true], .visually-hidden").ToList())
        {
            hidden.Remove();
        }

        return element.Closest("[hidden], details, .visually-hidden") is null ? Plain(copy.TextContent) : "";
    }

    private static string Name(IElement control) => control.GetAttribute("name") ?? "";

    private static string Kind(IElement control) => control is IHtmlInputElement input ? input.Type : control.LocalName;

    private static string Key(IElement control) => Name(control) == FormInput.AgreeKey ? $"{FormInput.AgreeKey}={control.GetAttribute("value")}" : Name(control);

    private static string Plain(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\s\u00A0]+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\((nötig|freiwillig|required|optional)\)")]
    private static partial Regex Duty();

    [GeneratedRegex(@"\b(Gespeichert|Kept)\b.* (bis|until) ")]
    private static partial Regex Retention();

    [GeneratedRegex(@"Art\. 6 (Abs\. 1 lit\. [a-f] |\(1\)\([a-f]\) )")]
    private static partial Regex Basis();

    [GeneratedRegex("Wenn Sie (nichts angeben|es nicht ankreuzen)|If you do not (answer|tick it)")]
    private static partial Regex Empty();
}

/// <summary>The declared words that must stand with a control: at once to be seen, and one click away.</summary>
internal sealed record Explanation(IReadOnlyList<string> Visible, IReadOnlyList<string> Inside)
{
    /// <summary>Of every control of a form.</summary>
    internal static IReadOnlyDictionary<string, Explanation> All(Form form) => form.Fields
        .Select(f => (f.Key, new Explanation([f.Why, f.Benefit], [f.IfEmpty, .. form.PurposesOf(f).SelectMany(OfPurpose)])))
        .Concat(form.Boxes.Select(p => ($"{FormInput.AgreeKey}={p.Key}", new Explanation([p.Consent ?? "", p.Benefit], [.. OfPurpose(p)]))))
        .ToDictionary(e => e.Item1, e => e.Item2);

    private static IEnumerable<string> OfPurpose(FormPurpose purpose) => purpose.Recipients.Select(r => r.Name).Concat(purpose.Interest is { } interest ? [interest] : []);
}
