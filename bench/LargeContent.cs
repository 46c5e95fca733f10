using System.Globalization;
using System.Text;

namespace Bench;

/// <summary>The shipped content grown to 500 fields and 200 webinars, each with a form of eight fields and a text in two languages.</summary>
public static class LargeContent
{
    private const int Fields = 500;
    private const int Webinars = 200;
    private const string Model = "webinars/ask-first";

    /// <summary>Writes it beside the run; gives the folder.</summary>
    public static string Write()
    {
        var folder = Path.Combine(Folders.Run, "large-content");
        Copy(Folders.Content, folder);
        GrowFields(Path.Combine(folder, "fields.yml"));
        for (var i = CountOf(folder); i < Webinars; i++)
        {
            GrowWebinar(folder, i);
        }

        return folder;
    }

    private static int CountOf(string folder) => Directory.GetDirectories(Path.Combine(folder, "webinars")).Length;

    private static void GrowFields(string file)
    {
        var text = new StringBuilder(File.ReadAllText(file).TrimEnd()).Append('\n');
        var known = File.ReadLines(file).SkipWhile(l => l != "fields:").Count(l => l.StartsWith("  ", StringComparison.Ordinal) && l[2] != ' ');
        for (var i = known; i < Fields; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                  extra-{{i}}:
                    group: questions
                    type: text
                    purposes: [webinar]
                    words:
                      de: { label: "Frage {{i}}", why: "Danach richten die Vortragenden ihre Beispiele.", benefit: "Ein Beispiel, das passt.", if-empty: "Dann bleibt es allgemein." }
                      en: { label: "Question {{i}}", why: "The speakers choose their examples by it.", benefit: "An example that fits.", if-empty: "Then it stays general." }

                """);
        }

        File.WriteAllText(file, text.ToString());
    }

    private static void GrowWebinar(string folder, int number)
    {
        var copy = Path.Combine(folder, "webinars", string.Create(CultureInfo.InvariantCulture, $"webinar-{number}"));
        Copy(Path.Combine(folder, Model), copy);
        var file = Path.Combine(copy, "webinar.yml");
        var asked = Enumerable.Range(0, 4).Select(i => $"extra-{100 + ((number * 4 + i) % (Fields - 100))}");
        var text = File.ReadLines(file).Select(l => l.StartsWith("fields:", StringComparison.Ordinal) ? $"fields: [email, given-name, topic, question, {string.Join(", ", asked)}]" : l);
        File.WriteAllLines(file, [.. text]);
    }

    /// <summary>Copies a folder with all that is in it, over what lies there; gives the copy.</summary>
    public static string Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
            File.Copy(file, target, overwrite: true);
        }

        return to;
    }
}
