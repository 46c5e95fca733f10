using NodaTime;

namespace Site.Publishing;

/// <summary>An article: what all languages share, and its text in each. <paramref name="Topic"/> is what it is about, as the field "topic" lists it; null for none.</summary>
public sealed record Article(
    string Slug, Person Author, LocalDate Published, string Webinar, string? Topic, string Picture, IReadOnlyDictionary<Language, ArticleText> Texts);

/// <summary>The text in one language, cut at its headings so that margin notes stand beside the part they belong to.</summary>
public sealed record ArticleText(
    string Title, string Summary, string PictureAlt, string Call, int ReadingMinutes, IReadOnlyList<ArticlePart> Parts);

/// <summary>A heading, the note that belongs beside it, and what follows. The first part has no heading.</summary>
public sealed record ArticlePart(string HeadingHtml, string? NoteHtml, string Html);

/// <summary>articles/ by slug, the newest first.</summary>
public sealed record ArticleList(IReadOnlyList<Article> All)
{
    public Article? Find(string slug) => All.FirstOrDefault(a => a.Slug == slug);
}

internal sealed class ArticlesReader : IContentReader
{
    public object Read(ContentReading reading) => new ArticleList([.. reading.In("articles", "/article.yml")
        .Select(file => Article(reading, file))
        .OfType<Article>()
        .OrderByDescending(a => a.Published)]);

    private static Article? Article(ContentReading reading, ContentFile file)
    {
        var (author, published, webinar, topic, picture) = reading.Yaml(file.Path, y => (
            reading.Part<People>().Find(y, "author", y.Text("author")),
            reading.Dates.Read(y, "published", reading.Today).Date,
            Webinar(reading, y),
            y.TextOrNull("topic"),
            reading.Picture(y, "picture")));
        var texts = reading.Markdown($"articles/{file.Folder}/", Text);
        return author is null ? null : new Article(file.Folder, author, published, webinar, topic, picture, texts);
    }

    private static string Webinar(ContentReading reading, YamlMap y)
    {
        var slug = y.Text("webinar");
        if (!reading.Files.ContainsKey($"webinars/{slug}/webinar.yml"))
        {
            y.Refuse("webinar", $"names a webinar without a file webinars/{slug}/webinar.yml");
        }

        return slug;
    }

    private static ArticleText Text(MarkdownFile file)
    {
        var front = file.Front;
        var notes = Notes(front, file.Body);
        var parts = Cut(file.Body).Select(lines => Part(lines, notes));
        return new ArticleText(
            front.Text("title"), front.Text("summary"), front.Text("picture-alt"), front.Text("call"),
            MarkdownText.ReadingMinutes(file.Body), [.. parts]);
    }

    private static ArticlePart Part(string[] lines, Dictionary<string, string> notes)
    {
        var headings = IsHeading(lines[0]) ? 1 : 0;
        return new ArticlePart(
            MarkdownText.ToHtml(string.Join('\n', lines[..headings])), notes.GetValueOrDefault(lines[0].Trim()),
            MarkdownText.ToHtml(string.Join('\n', lines[headings..])));
    }

    private static bool IsHeading(string line) => line.StartsWith("## ", StringComparison.Ordinal);

    private static Dictionary<string, string> Notes(YamlMap front, string body)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var note in front.Maps("notes"))
        {
            var at = note.Text("at");
            if (!body.Split('\n').Any(line => line.Trim() == at))
            {
                note.Refuse("at", $"names no heading of the text: {at}");
            }

            notes[at] = MarkdownText.ToHtml(note.Text("text"));
            note.Close();
        }

        return notes;
    }

    private static IEnumerable<string[]> Cut(string body)
    {
        var lines = body.Split('\n');
        var start = 0;
        for (var i = 1; i <= lines.Length; i++)
        {
            if (i == lines.Length || IsHeading(lines[i]))
            {
                yield return lines[start..i];
                start = i;
            }
        }
    }
}
