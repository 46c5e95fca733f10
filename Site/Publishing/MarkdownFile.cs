namespace Site.Publishing;

/// <summary>A Markdown file with its YAML front matter between two lines of three dashes.</summary>
public sealed record MarkdownFile(YamlMap Front, string Body)
{
    public static MarkdownFile Parse(ContentFile file, ContentErrors errors)
    {
        var text = file.Text.ReplaceLineEndings("\n");
        var end = text.StartsWith("---\n", StringComparison.Ordinal) ? text.IndexOf("\n---\n", 3, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            errors.Add(file.Path, 1, "must begin with a front matter between two lines of ---");
            return new MarkdownFile(YamlMap.Parse(file.Path, "{}", errors), text);
        }

        return new MarkdownFile(YamlMap.Parse(file.Path, text[4..(end + 1)], errors, lineOffset: 1), text[(end + 5)..].Trim());
    }
}
