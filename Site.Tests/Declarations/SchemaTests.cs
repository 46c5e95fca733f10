using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Site.Publishing;
using Site.Tests.Support;
using YamlDotNet.Serialization;

namespace Site.Tests.Declarations;

/// <summary>The schemas by which editors complete and check say what the site's own reader says.</summary>
public sealed class SchemaTests(SharedSite site)
{
    private static readonly string _folder = Path.Combine(SiteHost.Repository, "docs", "schemas");
    private static readonly Dictionary<string, JsonSchema> _schemas = Directory.GetFiles(_folder, "*.json").Order(StringComparer.Ordinal).ToDictionary(f => f, f => JsonSchema.FromFile(f));
    private static readonly IDeserializer _yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    public static TheoryData<string> Files => [.. Contents.Shipped.Select(f => f.Path).Where(p => p.EndsWith(".yml", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Files))]
    public void EveryShippedFile_NamesItsSchemaAndIsValid(string path)
    {
        var text = Text(path);
        var named = text.Split('\n')[0]["# yaml-language-server: $schema=".Length..];
        Assert.Equal(SchemaOf(path), Path.GetFullPath(Path.Combine(SiteHost.Repository, "Content", Path.GetDirectoryName(path) ?? "", named)));
        Assert.True(IsValid(path, text));
    }

    [Theory, MemberData(nameof(Files))]
    public void AnEntryThatNobodyKnows_IsRefusedByBoth(string path)
    {
        foreach (var (text, where) in Changed(path, map => map["zzz-unknown"] = "1"))
        {
            Assert.False(IsValid(path, text), where);
            Assert.True(IsRefused(path, text), where);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void AnEntryThatIsMissing_IsRefusedByBothOrByNeither(string path)
    {
        foreach (var (text, where) in Keys(path).SelectMany(key => Changed(path, map => map.Remove(key), map => map.ContainsKey(key)).Select(c => (c.Text, $"{c.Where}.{key}"))))
        {
            Assert.True(IsValid(path, text) == !IsRefused(path, text), $"{where} left out: the schema finds it {(IsValid(path, text) ? "valid" : "invalid")}, the reader says: {string.Join("; ", Faults(path, text))}");
        }
    }

    [Theory]
    [InlineData("purposes.yml", "purposes.webinar.retention", "forever")]
    [InlineData("purposes.yml", "purposes.webinar.basis", "curiosity")]
    [InlineData("purposes.yml", "purposes.webinar.channel", "pigeon")]
    [InlineData("purposes.yml", "recipients.video.country", "Netherlands")]
    [InlineData("purposes.yml", "purposes.webinar.title.de", "<b>Webinar</b>")]
    [InlineData("fields.yml", "fields.role.type", "telepathy")]
    [InlineData("fields.yml", "fields.role.autocomplete", "job")]
    [InlineData("fields.yml", "fields.role.max", "4001")]
    [InlineData("fields.yml", "fields.role.max", "many")]
    [InlineData("site.yml", "confirmation", "loud")]
    [InlineData("site.yml", "confirm-within", "soon")]
    [InlineData("webinars/ask-first/webinar.yml", "start", "soon")]
    [InlineData("webinars/ask-first/webinar.yml", "state", "perhaps")]
    [InlineData("webinars/ask-first/webinar.yml", "join", "http://live.wegwarte.example")]
    [InlineData("webinars/ask-first/webinar.yml", "minutes", "4")]
    public void AValueThatTheReaderRefuses_IsInvalid(string path, string where, string value)
    {
        var (text, _) = Assert.Single(Changed(path, map => map[where.Split('.')[^1]] = value, _ => true, string.Join('.', where.Split('.')[..^1])));
        Assert.True(IsRefused(path, text));
        Assert.False(IsValid(path, text));
    }

    private static string Text(string path) => Contents.Shipped.Single(f => f.Path == path).Text;

    private static string SchemaOf(string path) => Path.Combine(_folder, path.Split('/') switch
    {
        ["people", _] => "person",
        ["webinars", ..] => "webinar",
        ["articles", ..] => "article",
        [var file] => Path.GetFileNameWithoutExtension(file),
        _ => throw new InvalidOperationException(path),
    } + ".schema.json");

    private static bool IsValid(string path, string text) =>
        _schemas[SchemaOf(path)].Evaluate(JsonSerializer.SerializeToElement(_yaml.Deserialize<object>(text))).IsValid;

    private bool IsRefused(string path, string text) => Faults(path, text).Any();

    // Of this file alone, and of this place: whoever misses what was left out here complains of his own.
    private IEnumerable<ContentError> Faults(string path, string text) => site.Faults(Contents.With(path, _ => text))
        .Where(e => e.File == path && !e.Reason.Contains("declare", StringComparison.Ordinal) && !e.Reason.Contains("serves no purpose", StringComparison.Ordinal));

    private static IEnumerable<string> Keys(string path) => Maps(Node(path)).SelectMany(m => m.Map.Select(p => p.Key)).Distinct().ToList();

    // The file once for each of its mappings, with that one changed; entries that merely name things, such as fields, stay.
    private static IEnumerable<(string Text, string Where)> Changed(string path, Action<JsonObject> change, Func<JsonObject, bool>? which = null, string? at = null)
    {
        for (var i = 0; i < Maps(Node(path)).Count; i++)
        {
            var root = Node(path);
            var (map, where) = Maps(root)[i];
            if ((which is null ? !IsList(where) : which(map) && (at is not null || !IsList(where))) && (at is null || at == where))
            {
                change(map);
                yield return (root.ToJsonString(), where);
            }
        }
    }

    private static bool IsList(string where) => where is "fields" or "purposes" or "recipients" or "groups" or "questions" || where.EndsWith(".choices", StringComparison.Ordinal);

    private static JsonObject Node(string path) => (JsonObject)(JsonSerializer.SerializeToNode(_yaml.Deserialize<object>(Text(path))) ?? throw new InvalidOperationException(path));

    private static List<(JsonObject Map, string Where)> Maps(JsonObject root, string where = "") =>
        [(root, where), .. root.Where(p => p.Value is JsonObject).SelectMany(p => Maps((JsonObject)p.Value!, where.Length == 0 ? p.Key : $"{where}.{p.Key}"))];
}
