using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Declarations;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>A site one of whose webinars asks a question of every type, one of them about a special category of data with a box of its own.</summary>
public sealed class EveryTypeHost : SiteHost
{
    public const string German = "/de/webinare/ask-first";
    public const string English = "/en/webinars/ask-first";

    private const string Answers = "\n    choices:\n      morning: { de: \"Morgens\", en: \"Morning\" }\n      noon: { de: \"Mittags, gern auch später\", en: \"Noon, or later\" }\n      evening: { de: \"Abends\", en: \"Evening\" }";

    private static readonly string _questions = string.Join('\n',
        Question("short", "text\n    max: 30"), Question("long", "long-text\n    max: 300"), Question("phone", "telephone\n    max: 20"), Question("one", $"choice{Answers}"),
        Question("some", $"choices{Answers}"), Question("before", "yes-no"), Question("land", "country"), Question("day", "date\n    earliest: 2026-01-01\n    latest: 2026-12-31"),
        Question("food", $"choice\n    special-category: true\n    purposes: [catering]{Answers}"));

    private const string Catering = """

          catering:
            basis: consent
            explicit: true
            recipients: [hosting]
            retention: 0 days after withdrawal
            proof-years: 3
            channel: email
            people: { de: "Menschen, die mitessen", en: "People who eat with us" }
            title: { de: "Essen vor Ort", en: "Food on site" }
            what: { de: "Wir planen das Essen danach.", en: "We plan the food by it." }
            benefit: { de: "Ein Teller, der passt.", en: "A plate that suits." }
            frequency: { de: "keine Mails", en: "no mail" }
            label: { de: "Essen, das passt", en: "Food that suits" }
            consent: { de: "Die Wegwarte GmbH darf per E-Mail fragen, was ich esse. Ich kann das widerrufen.", en: "Wegwarte GmbH may ask by e-mail what I eat. I can withdraw this." }
        """;

    public EveryTypeHost()
    {
        EnvironmentName = "Test";
        var content = CopyContent();
        File.AppendAllText(Path.Combine(content, "purposes.yml"), Catering.ReplaceLineEndings("\n") + "\n");
        var fields = Path.Combine(content, "fields.yml");
        File.WriteAllText(fields, File.ReadAllText(fields).Replace("purposes: [webinar, newsletter, personalisation]", "purposes: [webinar, newsletter, personalisation, catering]", StringComparison.Ordinal));
        var webinar = Path.Combine(content, "webinars/ask-first/webinar.yml");
        File.WriteAllText(webinar, File.ReadAllText(webinar).Replace("consents: [newsletter, personalisation]", $"questions:\n{_questions}\nconsents: [newsletter, personalisation, catering]", StringComparison.Ordinal));
        Started();
    }

    public Form Form(string path) => Services.GetRequiredService<Notices>().Find("webinar/ask-first", Language.Of(path[1..3]))?.Form ?? throw new InvalidOperationException("No form.");

    /// <summary>Sends the form, with the answers named in place of none.</summary>
    public async Task<(HttpStatusCode Status, IHtmlDocument Page)> Send(string path, string address, params (string, string)[] answers)
    {
        using var client = Prospect();
        using var response = await client.SignUp(path, address, answers);
        return (response.StatusCode, new HtmlParser().ParseDocument(await response.Body()));
    }

    /// <summary>What is stored of a field; null if nothing is.</summary>
    public Task<string?> Stored(string address, string field) => InDb(db => db.Set<SignUp>()
        .Where(s => s.Prospect!.AddressKey == address).SelectMany(s => s.Answers).Where(a => a.Field == field).Select(a => a.Value).SingleOrDefaultAsync());

    public Task<int> SignUps(string address) => InDb(db => db.Set<SignUp>().CountAsync(s => s.Prospect!.AddressKey == address));

    private static string Question(string key, string type) => $$"""
          {{key}}:
            type: {{type}}
            words:
              de: { label: "Frage {{key}}", why: "Damit wir es wissen.", benefit: "Etwas, das passt.", if-empty: "Dann eben nicht." }
              en: { label: "Question {{key}}", why: "So that we know.", benefit: "Something that suits.", if-empty: "Then not." }
        """.ReplaceLineEndings("\n");
}
