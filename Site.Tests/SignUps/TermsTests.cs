using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Declarations;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>What happens to a form or a link while the site's words, seats and dates move on.</summary>
public sealed class TermsTests(TermsHost site) : IClassFixture<TermsHost>
{
    private static readonly string[] _paths = ["/de/webinare/ask-first", "/en/webinars/ask-first", "/de/newsletter", "/en/newsletter"];

    [Fact]
    public async Task AnOldNotice_CountsForADayUnderItsOwnTerms_AndThenGetsTheCurrentFormWithWhatWasTyped()
    {
        using var client = site.Prospect();
        var old = await Task.WhenAll(_paths.Select(client.Notice));
        await site.Reword("fields.yml", "label: E-Mail-Adresse", "label: Ihre E-Mail-Adresse");
        await site.Reword("fields.yml", "label: E-mail address", "label: Your e-mail address");
        site.Clock.Advance(Notices.Grace - Duration.FromSeconds(1));
        foreach (var (path, notice) in _paths.Zip(old))
        {
            using var response = await client.SignUp(path, $"in-time@beispiel.example", ("notice", notice));
            Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        }

        Assert.Equal(old.Order(), (await SignUps("in-time@beispiel.example")).Select(s => s.NoticeHash).Order());
        site.Clock.Advance(Duration.FromSeconds(1));
        await EachIsOutdated(client, old);
    }

    private async Task EachIsOutdated(HttpClient client, string[] old)
    {
        foreach (var (path, notice) in _paths.Zip(old))
        {
            using var response = await client.SignUp(path, "too-late@beispiel.example", ("notice", notice));
            var body = await response.Body();
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
            Assert.Contains("too-late@beispiel.example", body, StringComparison.Ordinal);
            Assert.Contains(path.StartsWith("/de", StringComparison.Ordinal) ? "Ihre E-Mail-Adresse" : "Your e-mail address", body, StringComparison.Ordinal);
            Assert.Contains(await client.Notice(path), body, StringComparison.Ordinal);
        }

        Assert.Empty(await SignUps("too-late@beispiel.example"));
    }

    [Theory]
    [InlineData("/de/webinare/a-yes-that-lasts", "past", "Das ist vorbei")]
    [InlineData("/en/webinars/a-yes-that-lasts", "past", "This is over")]
    [InlineData("/de/webinare/a-yes-that-lasts", "cancelled", "Das ist vorbei")]
    [InlineData("/en/webinars/a-yes-that-lasts", "cancelled", "This is over")]
    public async Task AClosedWebinar_TakesNobody_With410(string path, string how, string said)
    {
        using var client = site.Prospect();
        var notice = await client.Notice(path);
        await Close(how);
        using var response = await client.SignUp(path, $"{how}@beispiel.example", ("notice", notice));
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Contains(said, await response.Body(), StringComparison.Ordinal);
        Assert.Empty(await SignUps($"{how}@beispiel.example"));
        await Open();
    }

    [Theory]
    [InlineData("/de/webinare/a-yes-that-lasts", "/de/bestaetigen/", "full", HttpStatusCode.Conflict, "Inzwischen sind alle Plätze vergeben")]
    [InlineData("/en/webinars/a-yes-that-lasts", "/en/confirm/", "full", HttpStatusCode.Conflict, "All places have gone")]
    [InlineData("/de/webinare/a-yes-that-lasts", "/de/bestaetigen/", "past", HttpStatusCode.Gone, "vorbei oder abgesagt")]
    [InlineData("/en/webinars/a-yes-that-lasts", "/en/confirm/", "cancelled", HttpStatusCode.Gone, "over or has been cancelled")]
    [InlineData("/de/webinare/a-yes-that-lasts", "/de/bestaetigen/", "expired", HttpStatusCode.Gone, "gilt nicht mehr")]
    [InlineData("/en/webinars/a-yes-that-lasts", "/en/confirm/", "expired", HttpStatusCode.Gone, "no longer works")]
    public async Task AConfirmationThatComesTooLate_ConfirmsNothing_AndSaysWhy(string path, string link, string how, HttpStatusCode status, string said)
    {
        using var client = site.Prospect();
        var address = $"late-{how}-{path[1..3]}@beispiel.example";
        (await client.SignUp(path, address)).Dispose();
        var mail = await site.Mail.WaitForMailTo(address);
        await Close(how);
        using var response = await client.Press(mail.Link(link));
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(said, WebUtility.HtmlDecode(await response.Body()), StringComparison.Ordinal);
        Assert.Null(Assert.Single(await SignUps(address)).ConfirmedAt);
        await Open();
    }

    [Fact]
    public async Task ASignUpThatWasCancelled_CannotBeConfirmed()
    {
        using var client = site.Prospect();
        (await client.SignUp("/en/newsletter", "cancelled-first@beispiel.example")).Dispose();
        var mail = await site.Mail.WaitForMailTo("cancelled-first@beispiel.example");
        (await client.Press(mail.Link("/en/this-was-not-me/"))).Dispose();
        using var response = await client.Press(mail.Link("/en/confirm/"));
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Contains("was cancelled", await response.Body(), StringComparison.Ordinal);
    }

    [Theory, Rule("P8")]
    [InlineData("/de/webinare/ask-first", "/de/bestaetigen/")]
    [InlineData("/en/newsletter", "/en/confirm/")]
    public async Task TheSameAddressAgain_ChangesNothingUntilConfirmed_AndThenReplacesTheEarlier(string path, string link)
    {
        using var client = site.Prospect();
        var address = $"again-{path[1..3]}@beispiel.example";
        (await client.Press(await Letter(client, path, address, link))).Dispose();
        var second = await Letter(client, path, address, link);
        var (first, waiting) = Two(await SignUps(address));
        Assert.Equal((true, true, true), (first.ConfirmedAt is not null, first.ReplacedAt is null, waiting.ConfirmedAt is null));
        Assert.All((await Bases(address)).Where(b => b.Submission == first.PublicId), b => Assert.True(b.LiveFrom is not null && b.EndedAt is null));
        Assert.All((await Bases(address)).Where(b => b.Submission == waiting.PublicId), b => Assert.Null(b.LiveFrom));

        (await client.Press(second)).Dispose();
        (first, waiting) = Two(await SignUps(address));
        Assert.Equal((true, true, true), (first.ReplacedAt is not null, waiting.ConfirmedAt is not null, waiting.ReplacedAt is null));
    }

    [Fact]
    public async Task TwoSignUpsOfOneAddress_ConfirmedAtOnce_LeaveOneThatCounts()
    {
        using var client = site.Prospect();
        var links = new[] { await Letter(client, Forms.Webinar, "both@beispiel.example", "/de/bestaetigen/"), await Letter(client, Forms.Webinar, "both@beispiel.example", "/de/bestaetigen/") };
        var pressed = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => client.Press(links[i % 2])));
        Assert.All(pressed, r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        var both = await SignUps("both@beispiel.example");
        Assert.All(both, s => Assert.NotNull(s.ConfirmedAt));
        Assert.Single(both, s => s.ReplacedAt is null);
    }

    private async Task<string> Letter(HttpClient client, string path, string address, string link)
    {
        var before = site.Mail.Received.Count(m => m.IsTo(address));
        site.Clock.Advance(Duration.FromMinutes(61));
        using var response = await client.SignUp(path, address);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var known = site.Mail.Received.Where(m => m.IsTo(address)).Take(before).ToList();
        return (await site.Mail.WaitFor(m => m.IsTo(address) && !known.Contains(m) && m.Text.Contains(link, StringComparison.Ordinal))).Link(link);
    }

    private async Task Close(string how)
    {
        var now = site.Clock.GetCurrentInstant();
        await (how switch
        {
            "full" => Task.WhenAll(Fill()),
            "past" => site.Announce(s => s.SetProperty(x => x.StartsAt, now - Duration.FromDays(1))),
            "cancelled" => site.Announce(s => s.SetProperty(x => x.CancelledAt, now)),
            _ => Task.CompletedTask,
        });
        site.Clock.Advance(how == "expired" ? Duration.FromDays(7) : Duration.Zero);
    }

    // Somebody else takes the only seat.
    private async Task Fill()
    {
        await site.Announce(s => s.SetProperty(x => x.Capacity, 1000));
        using var client = site.Prospect();
        var address = $"first-{Guid.NewGuid():N}@beispiel.example";
        (await client.Press(await Letter(client, "/de/webinare/a-yes-that-lasts", address, "/de/bestaetigen/"))).Dispose();
        await site.Announce(s => s.SetProperty(x => x.Capacity, 1));
    }

    private Task Open() => site.Announce(s => s.SetProperty(x => x.Capacity, 1000).SetProperty(x => x.CancelledAt, (Instant?)null)
        .SetProperty(x => x.StartsAt, SiteHost.Beginning + Duration.FromDays(90)));

    private static (SignUp First, SignUp Second) Two(List<SignUp> signUps) => (Assert.Single(signUps.Take(1)), Assert.Single(signUps.Skip(1)));

    private Task<List<SignUp>> SignUps(string address) =>
        site.InDb(db => db.Set<SignUp>().AsNoTracking().Where(s => s.Prospect!.AddressKey == address).OrderBy(s => s.Id).ToListAsync());

    private Task<List<Basis>> Bases(string address) => site.InDb(db => db.Set<Basis>().AsNoTracking().Where(b => b.Prospect!.AddressKey == address).ToListAsync());
}
