using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Site.Data;
using Site.Journeys;
using Site.Mail;
using Site.Pages.Admin;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.Support;
using Site.Web;
using Site.Webinars;

namespace Site.Tests.Mail;

/// <summary>
/// Every letter there is, in both languages, written into the folder "letters" beside the tests as its bytes leave; <c>bin/spam-report</c> has SpamAssassin judge those, and its report
/// is looked at here.
/// </summary>
public sealed partial class SpamReportTests
{
    private const string Issue = "newsletter-issue";

    private const string PublicUrl = "https://www.wegwarte.example";

    // Those that bring a calendar entry, a receipt or the one-click address in a header have them here too.
    private static readonly string[] _withCalendar = ["welcome-webinar", "moved", "called-off"], _withReceipt = ["welcome-webinar", "welcome-newsletter", "withdrawn", "cancelled"], _advertising = ["next", Issue];

    [Fact, Rule("M1")]
    public async Task EachLetter_IsWrittenDownAsItLeaves_AndReadAgainAsItWas()
    {
        await using var site = new SiteHost();
        site.Settings["Site:PublicUrl"] = PublicUrl;
        await using var scope = site.Services.CreateAsyncScope();
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "letters")).FullName;
        foreach (var (name, bare) in await Letters(scope.ServiceProvider))
        {
            var letter = await WithParts(bare, name, scope.ServiceProvider);
            var printed = await scope.ServiceProvider.GetRequiredService<LetterPrinter>().Print(letter, Guid.NewGuid(), "alex@musterfirma.example");
            var file = Path.Combine(folder, $"{name}.{letter.Language}.eml");
            await printed.Parcel.Message.WriteToAsync(FormatOptions.Default, file, TestContext.Current.CancellationToken);
            var read = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(letter.Subject, read.Subject);
            Assert.Contains(Flat(letter.Why), Flat(read.TextBody ?? ""), StringComparison.Ordinal);
            Assert.Contains("<html", read.HtmlBody, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheReport_NamesEachLetter_AndNoneHasOnePointOrMore()
    {
        var report = File.ReadAllLines(Path.Combine(SiteHost.Repository, "docs", "spam-report.md")).Select(line => Row().Match(line)).Where(m => m.Success)
            .ToDictionary(m => m.Groups[1].Value, m => double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var expected = LetterWordings.Known.Select(k => k.Name).Append(Issue).SelectMany(name => Language.All.Select(l => $"{name}.{l.Code}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), report.Keys.Order(StringComparer.Ordinal));
        Assert.All(report, row => Assert.True(row.Value < 1.0, $"{row.Key}: {row.Value}"));
    }

    private static async Task<List<(string Name, Letter Letter)>> Letters(IServiceProvider services)
    {
        var (samples, wordings) = (services.GetRequiredService<LetterSamples>(), services.GetRequiredService<LiveSite>().Part<LetterWordings>());
        var letters = new List<(string, Letter)>();
        foreach (var language in Language.All)
        {
            foreach (var known in LetterWordings.Known)
            {
                letters.Add((known.Name, await samples.Of(known, language, wordings[known.Name, language])));
            }

            letters.Add((Issue, samples.Of(AnIssue(language))));
        }

        return letters;
    }

    private static async Task<Letter> WithParts(Letter letter, string name, IServiceProvider services)
    {
        var (language, webinars) = (Language.Of(letter.Language), services.GetRequiredService<LiveSite>().Part<WebinarList>());
        var schedule = await services.GetRequiredService<SiteDb>().Set<Schedule>().AsNoTracking().OrderBy(s => s.StartsAt).FirstAsync();
        var calendar = services.GetRequiredService<CalendarParts>().Published(webinars.Find(schedule.Slug)!, schedule, language, letter.Brand);
        return letter with
        {
            Calendar = _withCalendar.Contains(name) ? calendar : null,
            Files = _withReceipt.Contains(name) ? [new LetterFile(language["beleg.json", "receipt.json"], "application/json", "{\"receipt\": \"sample\"}"u8.ToArray())] : [],
            Unsubscribe = _advertising.Contains(name) ? $"{PublicUrl}{OneClick.Path}/{new string('a', LetterTokens.MinCharacters)}" : null,
        };
    }

    private static IssueText AnIssue(Language language) => new()
    {
        Language = language.Code,
        Subject = language["Was wir im November gelernt haben", "What we learned in November"],
        Preheader = language["Drei Beobachtungen und ein Termin", "Three observations and a date"],
        Body = language[
            "Guten Tag,\n\nwer fragt, bekommt bessere Antworten als wer sammelt. Das haben wir im November an drei Formularen gesehen: Neben jedem Feld steht jetzt, wofür es gebraucht wird, und es werden *mehr* Felder ausgefüllt als vorher.\n\n- Weniger Fragen, bessere Antworten\n- Ein Beleg für jede Einwilligung\n- Löschen, das wirklich löscht\n\nMehr dazu in [unserem Artikel](https://www.wegwarte.example/de/artikel).\n\nMara Feld, Wegwarte",
            "Hello,\n\nasking gets better answers than collecting. In November we saw it on three forms: beside each field it now says what it is needed for, and *more* fields are filled in than before.\n\n- Fewer questions, better answers\n- A receipt for every consent\n- Erasure that really erases\n\nMore in [our article](https://www.wegwarte.example/en/articles).\n\nMara Feld, Wegwarte"],
    };

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^\| ([a-z-]+\.[a-z]{2}) \| (-?\d+\.\d+) \|", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
