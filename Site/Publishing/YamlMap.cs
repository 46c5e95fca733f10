using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Site.Publishing;

/// <summary>
/// A YAML mapping read strictly: a missing, empty, unknown or ill-typed entry becomes an error with file, line, field and mend, and reading goes on.
/// Texts are plain: HTML in one is an error. <see cref="Close"/> reports the entries nobody asked for.
/// </summary>
public sealed partial class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly ContentErrors _errors;
    private readonly int _lineOffset;
    private readonly string _path;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private YamlMap(string file, YamlMappingNode node, ContentErrors errors, int lineOffset, string path = "") =>
        (File, _node, _errors, _lineOffset, _path) = (file, node, errors, lineOffset, path);

    public string File { get; }

    public int Line => LineOf(_node);

    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <summary>Reads the text of a file. <paramref name="lineOffset"/> is the number of lines before it, for front matter.</summary>
    public static YamlMap Parse(string file, string text, ContentErrors errors, int lineOffset = 0)
    {
        var yaml = new PlainYaml(new Parser(new StringReader(text)));
        try
        {
            var stream = new YamlStream();
            stream.Load(yaml);
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return new YamlMap(file, root, errors, lineOffset);
            }

            errors.AddUnreadable(file, 1 + lineOffset, "must be a mapping of keys to values");
        }
        catch (YamlException e) when (e.Message.Contains(" tab ", StringComparison.Ordinal) && LineOfTab(text) is > 0 and var line)
        {
            // The parser names the line where what the tab is in began.
            errors.AddUnreadable(file, line + lineOffset, "is not valid YAML: begins with a tab; indent with spaces");
        }
        catch (YamlException e)
        {
            errors.AddUnreadable(file, (int)e.Start.Line + lineOffset, $"is not valid YAML: {e.InnerException?.Message ?? e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // So the parser gives up where a bracket is left open or a key stands alone.
            errors.AddUnreadable(file, yaml.Line + lineOffset, "is not valid YAML from here on: look for a bracket, a quotation mark or a colon too many or too few");
        }

        return new YamlMap(file, new YamlMappingNode(), errors, lineOffset);
    }

    private static int LineOfTab(string text) => 1 + Array.FindIndex(text.Split('\n'), line => line[..^line.TrimStart().Length].Contains('\t'));

    public bool Has(string key) => Find(key) is not null;

    public string Text(string key) => TextOrNull(key) ?? Missing(key, "a text", "");

    public string? TextOrNull(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value: { } value } when Markup().IsMatch(value) => Wrong<string?>(key, Find(key), "plain text, without HTML", null),
        YamlScalarNode { Value: { } value } when !string.IsNullOrWhiteSpace(value) => value.Trim(),
        var node => Wrong<string?>(key, node, "a text", null),
    };

    /// <summary>A text in every language: <c>key: { de: …, en: … }</c>.</summary>
    public Words Words(string key)
    {
        var words = Map(key);
        var result = new Words(words.Text("de"), words.Text("en"));
        words.Close();
        return result;
    }

    public Words? WordsOrNull(string key) => Has(key) ? Words(key) : null;

    public int? IntOrNull(string key, int min, int max)
    {
        if (TextOrNull(key) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : Wrong<int?>(key, Find(key), $"a whole number from {min} to {max}", null);
    }

    public bool Flag(string key) => TextOrNull(key) switch
    {
        null or "false" => false,
        "true" => true,
        _ => Wrong(key, Find(key), "true or false", false),
    };

    /// <summary>A word out of a list, given as pairs of the word and what it means.</summary>
    public T OneOf<T>(string key, IReadOnlyDictionary<string, T> known)
    {
        var text = Text(key);
        return known.TryGetValue(text, out var value) || text.Length == 0
            ? value!
            : Wrong(key, Find(key), $"one of: {string.Join(", ", known.Keys)}", known.Values.FirstOrDefault()!);
    }

    public IReadOnlyList<string> Texts(string key, bool required = true)
    {
        var node = Find(key);
        if (node is YamlSequenceNode list && list.Children.All(c => c is YamlScalarNode { Value.Length: > 0 }))
        {
            var texts = list.Children.Cast<YamlScalarNode>().Select(c => c.Value ?? "").ToList();
            foreach (var twice in texts.GroupBy(t => t, StringComparer.Ordinal).Where(g => g.Count() > 1))
            {
                Refuse(key, $"names {twice.Key} more than once: leave it there once");
            }

            return [.. texts.Distinct(StringComparer.Ordinal)];
        }

        return node is null && !required ? [] : Wrong<IReadOnlyList<string>>(key, node, "a list of texts, like [a, b]", []);
    }

    /// <summary>A nested mapping; an empty one, with the error noted, where it is missing.</summary>
    public YamlMap Map(string key)
    {
        if (Find(key) is YamlMappingNode map)
        {
            return new YamlMap(File, map, _errors, _lineOffset, PathOf(key));
        }

        return Wrong(key, Find(key), "a mapping", new YamlMap(File, new YamlMappingNode(), new ContentErrors(), _lineOffset));
    }

    /// <summary>Reads every entry as a mapping of its own and closes it; an ill-named key becomes an error.</summary>
    public Dictionary<string, T> Each<T>(Func<string, YamlMap, T> read)
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var key in Keys)
        {
            var entry = Map(key);
            if (!Name().IsMatch(key))
            {
                Refuse(key, "must be named in small letters, digits and hyphens, beginning with a letter, at most 60");
            }

            all[key] = read(key, entry);
            entry.Close();
        }

        Close();
        return all;
    }

    public YamlMap? MapOrNull(string key) => Has(key) ? Map(key) : null;

    public IReadOnlyList<YamlMap> Maps(string key)
    {
        var node = Find(key);
        if (node is YamlSequenceNode list && list.Children.All(c => c is YamlMappingNode))
        {
            return [.. list.Children.Cast<YamlMappingNode>().Select(c => new YamlMap(File, c, _errors, _lineOffset))];
        }

        return node is null ? [] : Wrong<IReadOnlyList<YamlMap>>(key, node, "a list of mappings", []);
    }

    /// <summary>Notes an error at the line of <paramref name="key"/>.</summary>
    public void Refuse(string key, string reason) => _errors.Add(File, LineOf(Find(key) ?? _node), $"{In}\"{key}\" {reason}");

    /// <summary>Notes every entry that was not read as unknown.</summary>
    public void Close()
    {
        foreach (var (key, _) in _node.Children.Where(c => !_read.Contains((c.Key as YamlScalarNode)?.Value ?? "")))
        {
            _errors.Add(File, LineOf(key), $"{In}unknown entry \"{key}\"; known here: {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
        }
    }

    // Where in the file, such as "fields.email.words.de: ".
    private string In => _path.Length == 0 ? "" : $"{_path}: ";

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private YamlNode? Find(string key)
    {
        _read.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private T Missing<T>(string key, string expected, T fallback) => Find(key) is null ? Wrong(key, null, expected, fallback) : fallback;

    private T Wrong<T>(string key, YamlNode? node, string expected, T fallback)
    {
        _errors.Add(File, LineOf(node ?? _node), In + (node is null ? $"\"{key}\" is missing; it must be {expected}" : $"\"{key}\" must be {expected}"));
        return fallback;
    }

    private int LineOf(YamlNode node) => (int)node.Start.Line + _lineOffset;

    [GeneratedRegex("<[A-Za-z/!?]|&#?[A-Za-z0-9]+;|[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u202A-\\u202E\\u2066-\\u2069]")]
    private static partial Regex Markup();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,59}$")]
    private static partial Regex Name();
}
