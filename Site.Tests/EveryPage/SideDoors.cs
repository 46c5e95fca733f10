using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Site.Declarations;
using Site.Pages.Shared;
using Site.Pages.SignUp;

namespace Site.Tests.EveryPage;

/// <summary>
/// Finds ways round a declared form (rules P4, P5, P18): a button that sends its answers elsewhere or says something of its own, and what takes an answer without being a
/// control that a form declares.
/// </summary>
internal static class SideDoors
{
    /// <summary>What a button may say, by its name.</summary>
    private static readonly Dictionary<string, string> _buttons = new() { [FormInput.PreviewKey] = "1", ["from"] = SuggestionView.From, [NotMeModel.LiftKey] = "1" };

    // A script makes a control of anything that has one of these roles; the native ones need none.
    private static readonly string[] _roles =
        ["textbox", "searchbox", "combobox", "listbox", "option", "checkbox", "radio", "switch", "slider", "spinbutton", "menuitemcheckbox", "menuitemradio"];

    internal static IEnumerable<string> Offences(IHtmlDocument page) =>
        page.QuerySelectorAll("button, input").Where(IsButton).SelectMany(Button).Concat(page.QuerySelectorAll("form").SelectMany(Form)).Concat(page.All.SelectMany(Disguised));

    private static bool IsButton(IElement element) => element is IHtmlButtonElement || element is IHtmlInputElement { Type: "submit" or "image" or "button" or "reset" };

    private static IEnumerable<string> Button(IElement button)
    {
        foreach (var way in new[] { "formmethod", "formtarget", "formenctype" }.Where(button.HasAttribute))
        {
            yield return $"{button.Tag()} sends the form in another way ({way}).";
        }

        if (button.GetAttribute("formaction") is { } action && action.Split('#')[0] != FormOf(button)?.GetAttribute("action"))
        {
            yield return $"{button.Tag()} sends the form to another address.";
        }

        if (button.GetAttribute("type") == "image" || (button.GetAttribute("name") is { Length: > 0 } name && _buttons.GetValueOrDefault(name) != button.GetAttribute("value")))
        {
            yield return $"{button.Tag()} says something that is not declared.";
        }
    }

    private static IHtmlFormElement? FormOf(IElement button) => (button as IHtmlButtonElement)?.Form ?? (button as IHtmlInputElement)?.Form;

    private static IEnumerable<string> Form(IElement form) => form.HasAttribute("target") ? [$"{form.Tag()} sends its answers into another window."] : [];

    private static IEnumerable<string> Disguised(IElement element)
    {
        if (element.HasAttribute("contenteditable") && element.GetAttribute("contenteditable") != "false")
        {
            yield return $"{element.Tag()} can be written in and stands outside a declared field.";
        }

        if ((element.GetAttribute("role") ?? "").Split(' ').Any(_roles.Contains))
        {
            yield return $"{element.Tag()} plays a control and stands outside a declared field.";
        }

        // HTML's own elements have no dash in their names (SVG and MathML have); what one of a script's own asks, nobody can read in the page.
        if (element.NamespaceUri == "http://www.w3.org/1999/xhtml" && (element.LocalName.Contains('-', StringComparison.Ordinal) || element.HasAttribute("is")))
        {
            yield return $"{element.Tag()} is an element of the page's own, whose questions cannot be read.";
        }
    }
}
