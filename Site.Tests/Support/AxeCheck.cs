using Deque.AxeCore.Commons;

namespace Site.Tests.Support;

/// <summary>Judges a page with axe (rule A1): every rule it has on by default, and WCAG 2.2's target size, which it has not. Frames are pages of their own.</summary>
public static class AxeCheck
{
    /// <summary>Gives each rule the page breaks, with its elements and what to change; axe must be there.</summary>
    internal static readonly string Run = With("rules: { 'target-size': { enabled: true } }");

    /// <summary>The same for contrast alone (WCAG 1.4.3).</summary>
    internal static readonly string Contrast = With("runOnly: { type: 'rule', values: ['color-contrast'] }");

    private static string With(string rules) => $$"""
        async () => {
          const result = await axe.run(document, { iframes: false, resultTypes: ['violations'], {{rules}} });
          const reason = n => [...n.any, ...n.all, ...n.none].map(c => c.message).join('; ');
          return result.violations.map(v => `${v.id} (${v.impact}): ${v.help}` + v.nodes.map(n => `\n    ${n.html}\n      ${reason(n)}`).join(''));
        }
        """;

    private static readonly string _axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Has axe on every page of the visit from now on, which is quicker than bringing it to each.</summary>
    public static Task BringAxe(this Visit visit) => visit.Page.AddInitScriptAsync(_axe);

    /// <summary>Fails with each violation, its elements and what to change, if there is any.</summary>
    public static async Task HasNoViolations(this Visit visit)
    {
        var violations = await visit.Violations();
        Assert.True(violations.Count == 0, $"axe on {visit.Page.Url}:{string.Concat(violations.Select(v => $"\n{v}"))}");
    }

    /// <summary>Each rule the page breaks, with its elements and what to change.</summary>
    public static async Task<IReadOnlyList<string>> Violations(this Visit visit)
    {
        if (!await visit.Page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await visit.Page.EvaluateAsync(_axe);
        }

        return await visit.Page.EvaluateAsync<string[]>(Run);
    }
}
