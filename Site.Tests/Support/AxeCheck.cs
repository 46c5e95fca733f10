using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Site.Tests.Support;

/// <summary>Judges a page with axe (rule A1): every rule it has on by default, and WCAG 2.2's target size, which it has not.</summary>
public static class AxeCheck
{
    private static readonly AxeRunOptions _options = new()
    {
        Rules = new() { ["target-size"] = new() { Enabled = true } },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>Fails with each violation, its elements and what to change, if there is any.</summary>
    public static async Task HasNoViolations(this Visit visit)
    {
        var result = await visit.Page.RunAxe(_options);
        Assert.True(result.Violations.Length == 0, $"axe on {visit.Page.Url}:{string.Concat(result.Violations.Select(Describe))}");
    }

    private static string Describe(AxeResultItem violation) =>
        $"\n{violation.Id} ({violation.Impact}): {violation.Help}{string.Concat(violation.Nodes.Select(n => $"\n    {n.Html}\n      {Reason(n)}"))}";

    private static string Reason(AxeResultNode node) => string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(c => c.Message));
}
