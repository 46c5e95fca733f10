using System.Text.Json;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>The terms that stand in the W3C Data Privacy Vocabulary, and those that a JSON-LD document uses.</summary>
internal static class DpvVocabulary
{
    private static readonly Dictionary<string, (string Address, HashSet<string> Names)> _known = Read();

    /// <summary>Each prefix with what it stands for.</summary>
    internal static IReadOnlyDictionary<string, string> Addresses { get; } = _known.ToDictionary(k => k.Key, k => k.Value.Address);

    /// <summary>Names of properties, types and identifiers that are written with a prefix. What stands under a name without one is no linked data.</summary>
    internal static IEnumerable<string> TermsOf(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(TermsOf),
        JsonValueKind.Object => node.EnumerateObject().Where(p => p.Name is not "@context" and not "evidence").SelectMany(p => p.Name switch
        {
            "@id" or "@type" => p.Value.ValueKind == JsonValueKind.Array ? p.Value.EnumerateArray().Select(Text) : [Text(p.Value)],
            "@value" or "@language" => [],
            _ => TermsOf(p.Value).Prepend(p.Name),
        }),
        _ => [],
    };

    /// <summary>True for a term of the vocabulary, one of our own, or an address.</summary>
    internal static bool Knows(string term) => term.Split(':', 2) is [var prefix, var name]
        && (prefix == "site" || (_known.TryGetValue(prefix, out var known) ? known.Names.Contains(name) : prefix is "http" or "https" or "urn"));

    private static string Text(JsonElement value) => value.GetString() ?? "";

    private static Dictionary<string, (string, HashSet<string>)> Read()
    {
        var known = new Dictionary<string, (string, HashSet<string> Names)>();
        var last = "";
        foreach (var line in File.ReadLines(Path.Combine(SiteHost.Repository, "Site.Tests", "Declarations", "vocabulary.txt")).Where(l => l[0] != '#'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line[0] == ' ')
            {
                known[last].Names.UnionWith(words);
            }
            else
            {
                known[last = words[0]] = (words[1], []);
            }
        }

        return known;
    }
}
