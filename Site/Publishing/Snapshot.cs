using NodaTime;

namespace Site.Publishing;

/// <summary>The live content at one version: immutable, whole, checked. A feature reads its own part of it.</summary>
public sealed class Snapshot(long version, IReadOnlyDictionary<string, ContentFile> files, IReadOnlyDictionary<Type, object> parts)
{
    public long Version { get; } = version;

    public IReadOnlyDictionary<string, ContentFile> Files { get; } = files;

    /// <summary>The part that a feature has read, such as the catalogue of fields.</summary>
    /// <exception cref="KeyNotFoundException">No reader makes that part.</exception>
    public T Part<T>() where T : class => (T)parts[typeof(T)];
}

/// <summary>
/// Makes one part of the snapshot out of the files. A real seam: each feature brings its own. Readers run in the order they were
/// registered, so that a later one may look at an earlier part.
/// </summary>
public interface IContentReader
{
    object Read(ContentReading reading);
}

/// <summary>Acts when a version becomes live, inside the transaction that makes it so, such as storing the notices it shows.</summary>
public interface IOnPublish
{
    Task Publish(Snapshot snapshot, Data.SiteDb db);
}

/// <summary>One reading of all files: what a <see cref="IContentReader"/> sees.</summary>
public sealed class ContentReading(IReadOnlyList<ContentFile> files, RelativeDates dates, LocalDate today)
{
    private readonly Dictionary<Type, object> _parts = [];

    public IReadOnlyDictionary<string, ContentFile> Files { get; } = files.ToDictionary(f => f.Path, StringComparer.Ordinal);

    public ContentErrors Errors { get; } = new();

    public RelativeDates Dates { get; } = dates;

    public LocalDate Today { get; } = today;

    public T Part<T>() where T : class => (T)_parts[typeof(T)];

    /// <summary>The files in a folder whose name ends so, sorted by path.</summary>
    public IEnumerable<ContentFile> In(string folder, string ending) =>
        Files.Values.Where(f => f.Path.StartsWith(folder + "/", StringComparison.Ordinal) && f.Path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Reads a YAML file and reports what it holds beyond what <paramref name="read"/> asks for; a missing file is an error.</summary>
    public T Yaml<T>(string path, Func<YamlMap, T> read)
    {
        if (!Files.TryGetValue(path, out var file))
        {
            Errors.Add(path, 0, "the file is missing");
            file = new ContentFile(path, "{}"u8.ToArray());
        }

        var map = YamlMap.Parse(path, file.Text, Errors);
        var result = read(map);
        map.Close();
        return result;
    }

    /// <summary>Reads a Markdown file in both languages: <c>stem.de.md</c> or <c>stem/de.md</c>.</summary>
    public IReadOnlyDictionary<Language, T> Markdown<T>(string stem, Func<MarkdownFile, T> read) =>
        Language.All.ToDictionary(l => l, l => MarkdownIn($"{stem}{l.Code}.md", read));

    /// <summary>Notes an error if a picture that is named does not exist.</summary>
    public string Picture(YamlMap map, string key)
    {
        var path = map.Text(key);
        if (path.Length > 0 && !Files.ContainsKey(path))
        {
            map.Refuse(key, $"names a file that does not exist: {path}");
        }

        return path;
    }

    /// <summary>Runs the readers in turn. The errors are collected, not thrown.</summary>
    public Snapshot Run(IEnumerable<IContentReader> readers, long version)
    {
        foreach (var part in readers.Select(r => r.Read(this)))
        {
            _parts[part.GetType()] = part;
        }

        return new Snapshot(version, Files, _parts);
    }

    private T MarkdownIn<T>(string path, Func<MarkdownFile, T> read)
    {
        if (!Files.TryGetValue(path, out var file))
        {
            Errors.Add(path, 0, "the file is missing");
            file = new ContentFile(path, "---\n{}\n---\n"u8.ToArray());
        }

        if (MarkdownText.TooDeep(file.Text) is { } line)
        {
            // What reads it gives up on the whole file, a letter only when it is to be sent.
            Errors.Add(path, line, "is nested too deeply: leave out some of the > or [ in front of each other, or of the lists in lists");
            file = new ContentFile(path, "---\n{}\n---\n"u8.ToArray());
        }

        var markdown = MarkdownFile.Parse(file, Errors);
        var result = read(markdown);
        markdown.Front.Close();
        return result;
    }
}
