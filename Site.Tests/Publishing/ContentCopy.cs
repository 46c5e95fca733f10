using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>The shipped content, to be changed: with a retention of three years, and a purpose "survey" that no form asks for.</summary>
internal static class ContentCopy
{
    internal const string Retention = "retention: 3 years after webinar-end";
    internal const string Survey = """

          survey:
            basis: legitimate-interest
            recipients: [hosting]
            retention: 1 year after confirmation
            channel: email
            people: { de: "Teilnehmende", en: "Participants" }
            title: { de: "Umfrage", en: "Survey" }
            what: { de: "Wir fragen einmal nach.", en: "We ask once." }
            benefit: { de: "Ein besseres Webinar.", en: "A better webinar." }
            interest: { de: "Zu wissen, was gut war.", en: "To know what was good." }

        """;

    /// <summary>A copy under <paramref name="folder"/>, which is made.</summary>
    internal static string In(string folder)
    {
        var shipped = Path.Combine(SiteHost.Repository, "Content");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return Prepared(folder);
    }

    internal static string Prepared(string folder)
    {
        Replace(folder, "purposes.yml", "retention: 30 days after webinar-end", Retention);
        File.AppendAllText(Path.Combine(folder, "purposes.yml"), Survey);
        return folder;
    }

    internal static void Replace(string folder, string path, string from, string to)
    {
        var file = Path.Combine(folder, path);
        var text = File.ReadAllText(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
    }
}
