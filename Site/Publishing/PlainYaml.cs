using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Site.Publishing;

/// <summary>YAML without anchors and aliases, by which a file can refer to itself or grow without end.</summary>
/// <exception cref="YamlException">The file uses one.</exception>
internal sealed class PlainYaml(IParser parser) : IParser
{
    public ParsingEvent? Current => parser.Current;

    /// <summary>How far it was read, counted from 1.</summary>
    internal int Line => (int)(Current?.Start.Line ?? 1);

    public bool MoveNext()
    {
        var moved = parser.MoveNext();
        return parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false }
            ? throw new YamlException(parser.Current.Start, parser.Current.End, "uses an anchor (&name) or alias (*name): write the entry out")
            : moved;
    }
}
