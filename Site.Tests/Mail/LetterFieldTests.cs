using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Declarations;
using Site.Prospects;
using Site.Publishing;
using Site.Tests.MyData;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>Which values a letter uses, says it used and records as used: those its wording asks for and the sign-up's own notice allows.</summary>
public sealed class LetterFieldTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";
    private const string GivenName = "    autocomplete: given-name\n    max: 100\n    purposes: [webinar, newsletter]";

    private static readonly string _elsewhere = GivenName.Replace("webinar, ", "", StringComparison.Ordinal);

    private readonly TermsHost _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Started();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("P5")]
    public async Task ALetter_UsesNamesAndRecordsExactlyWhatItsWordingAsksFor()
    {
        await _site.Reword("letters/welcome-webinar.de.md", "danke, Ihr Platz", "danke nach „{field:organisation}“, Ihr Platz");
        await _site.Confirmed(Alice);
        var text = await Welcome(Alice);
        Assert.Contains("Guten Tag Alice Muster,", text, StringComparison.Ordinal);
        Assert.Contains("danke nach „Musterwerk“", text, StringComparison.Ordinal);
        Assert.Contains("E-Mail-Adresse, Vorname, Nachname, Organisation.", text, StringComparison.Ordinal);
        Assert.Equal("email,given-name,family-name,organisation", await Used(Alice));

        await _site.Reword("letters/welcome-webinar.de.md", "{greeting}", "Guten Tag,");
        using var client = _site.Prospect();
        (await client.Press(await _site.Letter(client, "bob@beispiel.example", ("given-name", "Bob")))).Dispose();
        var plain = await Welcome("bob@beispiel.example");
        Assert.Contains("danke nach „“, Ihr Platz", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("Bob", plain, StringComparison.Ordinal);
        Assert.Equal("email", await Used("bob@beispiel.example"));
    }

    [Fact, Rule("P5")]
    public async Task AFieldThatDidNotServeThePurposeWhenItWasAsked_IsNotUsed_ThoughItDoesNow()
    {
        string[] names = ["welcome-webinar", "reminder", "moved", "called-off", "follow-up"];
        var letters = names.SelectMany(n => new[] { $"letters/{n}.de.md", $"letters/{n}.en.md" }).ToList();
        foreach (var letter in letters)
        {
            await _site.Reword(letter, "{greeting}", "Moin,");
        }

        await _site.Reword("fields.yml", GivenName, _elsewhere);
        using var client = _site.Prospect();
        var confirm = await _site.Letter(client, Alice, [.. Guests.Answers, ("agree", "newsletter")]);
        await _site.Reword("fields.yml", _elsewhere, GivenName);
        foreach (var letter in letters)
        {
            await _site.Reword(letter, "Moin,", "{greeting}");
        }

        (await client.Press(confirm)).Dispose();
        Assert.Contains("Guten Tag Muster,", await Welcome(Alice), StringComparison.Ordinal);
        Assert.Equal("email,family-name", await Used(Alice));
    }

    [Fact]
    public async Task AFieldThatNoFormAsksAnyMore_IsStillUsedAndNamed_ByTheNoticeOfTheSignUp()
    {
        using var client = _site.Prospect();
        var confirm = await _site.Letter(client, Alice, Guests.Answers);
        foreach (var webinar in new[] { "a-yes-that-lasts", "ask-first" })
        {
            await _site.Reword($"webinars/{webinar}/webinar.yml", "given-name, ", "");
        }

        (await client.Press(confirm)).Dispose();
        var text = await Welcome(Alice);
        Assert.Contains("Guten Tag Alice Muster,", text, StringComparison.Ordinal);
        Assert.Contains("E-Mail-Adresse, Vorname, Nachname.", text, StringComparison.Ordinal);
    }

    [Fact, Rule("P13")]
    public async Task AConsentThatTheSiteHasGivenUp_CanStillBeWithdrawn_UnderTheNameItHad()
    {
        using var client = _site.Prospect();
        var confirm = await _site.Letter(client, Alice);
        await _site.InDb(GiveUp);
        (await client.Press(confirm)).Dispose();
        var welcome = await _site.Mail.WaitForMailTo(Alice, "reserviert");
        Assert.Contains("„Alte Post“ widerrufen", welcome.Text, StringComparison.Ordinal);
        using var withdrawn = await client.Press(welcome.Link("/de/widerrufen/"));
        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        Assert.NotNull((await _site.BasesOf(Alice)).Single(b => b.Purpose == "old-post").EndedAt);
    }

    // As after an earlier sign-up for something that the content no longer knows.
    private async Task GiveUp(Site.Data.SiteDb db)
    {
        var form = _site.Services.GetRequiredService<Notices>().Find("newsletter", Language.German)?.Form ?? throw new InvalidOperationException();
        var notice = Notice.Of(form with { Purposes = [form.Purposes[0] with { Key = "old-post", Title = "Alte Post" }] }, "");
        var now = _site.Clock.GetCurrentInstant();
        db.Add(notice);
        db.Add(new Basis
        {
            ProspectId = await db.Set<Prospect>().Select(p => p.Id).SingleAsync(),
            Submission = Guid.NewGuid(),
            Purpose = "old-post",
            IsConsent = true,
            NoticeHash = notice.Hash,
            RequestedAt = now,
            LiveFrom = now,
        });
        await db.SaveChangesAsync();
    }

    // Lines are broken where they become too long.
    private async Task<string> Welcome(string address) => (await _site.Mail.WaitForMailTo(address, "reserviert")).Text.ReplaceLineEndings(" ");

    private async Task<string> Used(string address)
    {
        await _site.Settled();
        return await _site.InDb(db => db.Set<Use>().Where(u => u.Prospect!.AddressKey == address && u.What == "welcome").Select(u => u.Fields).SingleAsync());
    }
}
