namespace Site.Publishing;

/// <summary>A page written in Markdown, such as the landing page or the imprint.</summary>
public sealed record TextPage(string Title, string Summary, string? Lead, string? Picture, string? PictureAlt, string? Call, string Html);

/// <summary>pages/*.md by name and language.</summary>
public sealed record TextPages(IReadOnlyDictionary<string, IReadOnlyDictionary<Language, TextPage>> ByName)
{
    public TextPage this[string name, Language language] => ByName[name][language];
}

/// <summary>A speaker or author.</summary>
public sealed record Person(string Slug, string Name, Words Role, Words Bio, string Portrait, Words Alt);

/// <summary>people/*.yml by slug.</summary>
public sealed record People(IReadOnlyDictionary<string, Person> BySlug)
{
    /// <summary>The person at <paramref name="key"/>; an error where there is none of that slug.</summary>
    internal Person? Find(YamlMap map, string key, string slug)
    {
        if (BySlug.TryGetValue(slug, out var person))
        {
            return person;
        }

        map.Refuse(key, $"names a person without a file people/{slug}.yml");
        return null;
    }
}

internal sealed class TextPagesReader : IContentReader
{
    private static readonly string[] _needed = ["home", "imprint", "accessibility"];

    public object Read(ContentReading reading) => new TextPages(_needed.ToDictionary(
        name => name,
        name => reading.Markdown($"pages/{name}.", m => Page(reading, m))));

    private static TextPage Page(ContentReading reading, MarkdownFile file)
    {
        var front = file.Front;
        return new TextPage(
            front.Text("title"), front.Text("summary"), front.TextOrNull("lead"), front.Has("picture") ? reading.Picture(front, "picture") : null,
            front.TextOrNull("picture-alt"), front.TextOrNull("call"), MarkdownText.ToHtml(file.Body));
    }
}

internal sealed class PeopleReader : IContentReader
{
    public object Read(ContentReading reading) => new People(reading.In("people", ".yml")
        .Select(f => reading.Yaml(f.Path, y => new Person(
            f.Name, y.Text("name"), y.Words("role"), y.Words("bio"), reading.Picture(y, "portrait"), y.Words("alt"))))
        .ToDictionary(p => p.Slug));
}
