using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Site.Tests.EveryPage;

/// <summary>What a person could send with the form of a page, whatever it asks.</summary>
internal sealed class FilledForm
{
    private readonly IHtmlFormElement _form;

    private FilledForm(IHtmlFormElement form) => _form = form;

    /// <summary>The first form that carries a notice, in the page's main part.</summary>
    internal static FilledForm On(CrawledPage page) =>
        new(page.Document.QuerySelectorAll("main form").OfType<IHtmlFormElement>().FirstOrDefault(f => f.QuerySelector("[name=notice]") is not null)
            ?? throw new InvalidOperationException($"{page} has no form:\n{page.Body}"));

    /// <summary>Its submit buttons beyond the first, such as the one that only shows what would be kept.</summary>
    internal IEnumerable<(string Name, string Value)> OtherButtons => _form.QuerySelectorAll("button[name]").Select(b => (b.GetAttribute("name") ?? "", b.GetAttribute("value") ?? ""));

    /// <summary>As it came: nothing typed, nothing ticked.</summary>
    internal IEnumerable<(string, string)> Empty() => Controls.Where(c => Type(c) == "hidden").Select(c => (Name(c), c.GetAttribute("value") ?? ""));

    /// <summary>Every question answered and every box ticked.</summary>
    internal IEnumerable<(string, string)> Full(string email) => Empty().Concat(Answers(c => Type(c) switch
    {
        "email" => email,
        "checkbox" or "radio" => c.GetAttribute("value"),
        "date" => c.GetAttribute("min") ?? "1990-04-01",
        "tel" => "+49 30 1234567",
        "select" => c.QuerySelectorAll("option").Select(o => o.GetAttribute("value")).FirstOrDefault(v => v?.Length > 0),
        _ => "Ada",
    }));

    /// <summary>Every answer as wrong as its question lets it be.</summary>
    internal IEnumerable<(string, string)> Wrong() => Empty().Concat(Answers(c => Type(c) switch
    {
        "checkbox" => null,
        "email" or "date" or "tel" or "radio" or "select" => "no such thing",
        _ => new string('x', 6000),
    }));

    private IEnumerable<IElement> Controls => _form.QuerySelectorAll("input, select, textarea");

    private IEnumerable<(string, string)> Answers(Func<IElement, string?> answer) => Controls
        .Where(c => Type(c) != "hidden" && c.Closest("[aria-hidden]") is null)
        .Select(c => (Name: Name(c), Type: Type(c), Value: answer(c)))
        .Where(c => c.Value?.Length > 0)
        .GroupBy(c => c.Name)
        .SelectMany(g => g.All(c => c.Type == "checkbox") ? g : g.Take(1))
        .Select(c => (c.Name, c.Value ?? ""));

    private static string Name(IElement control) => control.GetAttribute("name") ?? "";

    private static string Type(IElement control) => control.LocalName == "input" ? control.GetAttribute("type") ?? "text" : control.LocalName;
}
