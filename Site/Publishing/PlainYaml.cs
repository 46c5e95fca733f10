using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Site.Publishing;

/// <summary>
/// YAML without anchors and aliases, by which a file can refer to itself or grow without end; without tags, by which a key can hide that it is there twice; and no
/// deeper than anybody writes, for what reads it calls itself at each level.
/// </summary>
/// <exception cref="YamlException">The file has one of these.</exception>
internal sealed class PlainYaml(IParser parser) : IParser
{
    private const int Deepest = 20;

    private int _depth;

    public ParsingEvent? Current => parser.Current;

    /// <summary>How far it was read, counted from 1.</summary>
    internal int Line => (int)(Current?.Start.Line ?? 1);

    public bool MoveNext()
    {
        var moved = parser.MoveNext();
        _depth += parser.Current?.NestingIncrease ?? 0;
        return Refused(parser.Current) is { } reason ? throw new YamlException(parser.Current!.Start, parser.Current.End, reason) : moved;
    }

    private string? Refused(ParsingEvent? current) => current switch
    {
        _ when _depth > Deepest => $"is nested more than {Deepest} levels deep: nothing here needs that",
        AnchorAlias or NodeEvent { Anchor.IsEmpty: false } => "uses an anchor (&name) or alias (*name): write the entry out",
        NodeEvent { Tag.IsEmpty: false } => "uses a tag (!name): leave it out",
        _ => null,
    };
}
