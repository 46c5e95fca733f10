using Microsoft.Playwright;

namespace Site.Tests.Browser;

/// <summary>
/// How something looks, as Chromium computes it: size, weight, colour, borders, and those of everything inside it. A line above is left out: it parts one
/// choice from the one before.
/// </summary>
internal static class Look
{
    private const string Script = """
        all => all.map(root => [root, ...root.querySelectorAll('*')].map(e => {
          const s = getComputedStyle(e);
          const of = ['font-family', 'font-size', 'font-weight', 'font-style', 'line-height', 'color', 'background-color', 'border-bottom', 'border-left', 'border-right', 'border-radius', 'padding', 'opacity',
            'text-decoration-line', 'text-transform', 'letter-spacing', 'box-shadow', 'accent-color', 'cursor', 'display', 'visibility'];
          const box = e.getBoundingClientRect();
          return `${e.localName}: ${e.localName === 'input' ? `${box.width} x ${box.height}; ` : ''}${of.map(p => `${p} ${s.getPropertyValue(p)}`).join('; ')}`;
        }).join('\n'))
        """;

    /// <summary>One text for each element; two that are equal look alike, but for their words.</summary>
    internal static async Task<IReadOnlyList<string>> Of(ILocator elements)
    {
        await elements.First.WaitForAsync();
        return await elements.EvaluateAllAsync<string[]>(Script);
    }
}
