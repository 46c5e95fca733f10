using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

public sealed class SignInTests(StaffHost host) : IClassFixture<StaffHost>
{
    [Fact, Rule("S5")]
    public async Task SignIn_NeedsBothFactors()
    {
        var alice = await Member.Join(host);
        var browser = host.Site.Browser();
        Assert.Equal("/staff/sign-in", (await browser.Get("/staff/code")).Location);

        Assert.Equal("/staff/code", (await alice.GivePassword(browser)).Location);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/admin/x")).Status);

        var wrong = await browser.Submit("/staff/code", ("code", "12345"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/admin/x")).Status);

        Assert.Equal("/admin", (await browser.Submit("/staff/code", ("code", alice.NextCode()))).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/admin/x")).Status);
    }

    [Fact, Rule("S5")]
    public async Task SignIn_WithAnUnknownAddressOrAWrongPassword_IsAnsweredAlike()
    {
        var bob = await Member.Join(host);
        var wrong = await bob.GivePassword(host.Site.Browser(), "nicht das Kennwort");
        var unknown = await host.Site.Browser().Submit("/staff/sign-in", ("email", "nobody@example.org"), ("password", "nicht das Kennwort"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Equal(wrong.Error, unknown.Error);
        Assert.Equal(wrong.Cookies.Count, unknown.Cookies.Count);
        Assert.Equal(bob.Email, wrong.Field("email"));
        Assert.StartsWith("Fehler: ", wrong.Page.Title, StringComparison.Ordinal);
    }

    [Fact, Rule("S5")]
    public async Task SignIn_AfterFiveWrongPasswords_IsLocked()
    {
        var carol = await Member.Join(host);
        var browser = host.Site.Browser();
        for (var i = 0; i < 5; i++)
        {
            await carol.GivePassword(browser, $"falsch falsch {i}");
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await carol.GivePassword(browser)).Status);
        var until = await host.With((StaffDb db) => db.Users.Where(u => u.Email == carol.Email).Select(u => u.LockoutEnd).SingleAsync());
        Assert.InRange(until.GetValueOrDefault() - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
    }

    [Fact, Rule("S5")]
    public async Task SignIn_AfterFiveWrongCodes_IsLocked_EvenForTheRightOne()
    {
        var dora = await Member.Join(host);
        var browser = host.Site.Browser();
        await dora.GivePassword(browser);
        for (var i = 0; i < 5; i++)
        {
            await browser.Submit("/staff/code", i % 2 == 0 ? ("code", "12345x") : ("recovery", "abcd-abcd-abcd-abcd"));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Submit("/staff/code", ("code", dora.NextCode()))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Submit("/staff/code", ("recovery", dora.RecoveryCodes[0]))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/admin")).Status);
    }

    [Fact]
    public async Task Code_CountsOnce()
    {
        var emil = await Member.Join(host);
        var code = emil.NextCode();
        var (first, second) = (host.Site.Browser(), host.Site.Browser());
        await emil.GivePassword(first);
        await emil.GivePassword(second);
        Assert.Equal("/admin", (await first.Submit("/staff/code", ("code", code))).Location);
        Assert.Equal(HttpStatusCode.BadRequest, (await second.Submit("/staff/code", ("code", code))).Status);
    }

    [Fact]
    public async Task Code_SentManyTimesAtOnce_OpensOneSession()
    {
        var fay = await Member.Join(host);
        var code = fay.NextCode();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var browser = host.Site.Browser();
            await fay.GivePassword(browser);
            return await browser.Submit("/staff/code", ("code", code));
        }));
        Assert.True(answers.Count(a => a.Status == HttpStatusCode.Redirect) <= 1);
    }

    [Fact]
    public async Task RecoveryCode_OpensOnce_InAnyCase()
    {
        var gesa = await Member.Join(host);
        foreach (var expected in new[] { HttpStatusCode.Redirect, HttpStatusCode.BadRequest })
        {
            var browser = host.Site.Browser();
            await gesa.GivePassword(browser);
            var answer = await browser.Submit("/staff/code", ("recovery", $" {gesa.RecoveryCodes[3].ToUpperInvariant().Replace('-', ' ')} "));
            Assert.Equal(expected, answer.Status);
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/%09/evil.example")]
    [InlineData("")]
    public async Task ReturnUrl_ToElsewhere_IsRefused(string url)
    {
        var hans = await Member.Join(host);
        var answer = await hans.SignIn(host.Site.Browser(), $"?returnUrl={Uri.EscapeDataString(url)}");
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.DoesNotContain("evil.example", new Uri(new Uri("https://localhost"), answer.Location).Host, StringComparison.Ordinal);
        Assert.StartsWith("/", answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReturnUrl_FromTheDesk_IsWhereOneGetsTo()
    {
        var ida = await Member.Join(host);
        var browser = host.Site.Browser();
        var sent = await browser.Get("/admin/signups?state=live");
        Assert.Equal("/staff/sign-in?returnUrl=%2Fadmin%2Fsignups%3Fstate%3Dlive", new Uri(sent.Location ?? "").PathAndQuery);
        Assert.Equal("/admin/signups?state=live", (await ida.SignIn(browser, "?returnUrl=%2Fadmin%2Fsignups%3Fstate%3Dlive")).Location);
    }

    [Fact, Rule("S5")]
    public async Task SignIn_WithoutSecondFactor_IsRefused()
    {
        var jo = await Member.Join(host);
        await host.With((StaffDb db) => db.Users.Where(u => u.Email == jo.Email).ExecuteUpdateAsync(s => s.SetProperty(u => u.TotpSecret, (byte[]?)null)));
        Assert.Equal(HttpStatusCode.BadRequest, (await jo.GivePassword(host.Site.Browser())).Status);
    }

    [Fact, Rule("S5")]
    public async Task Session_OfADisabledAccount_EndsWithinAMinute()
    {
        var kim = await Member.Join(host);
        Assert.Equal(HttpStatusCode.NotFound, (await kim.Browser.Get("/admin/x")).Status);
        Assert.True(await host.With((Accounts a) => a.Disable(kim.Email)));
        host.Clock.Advance(Duration.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Redirect, (await kim.Browser.Get("/admin/x")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await kim.GivePassword(host.Site.Browser())).Status);
    }

    [Fact, Rule("S5")]
    public async Task Account_DisabledBetweenPasswordAndCode_GetsNoSession()
    {
        var lea = await Member.Join(host);
        var browser = host.Site.Browser();
        await lea.GivePassword(browser);
        await host.With((Accounts a) => a.Disable(lea.Email));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Submit("/staff/code", ("code", lea.NextCode()))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Submit("/staff/code", ("recovery", lea.RecoveryCodes[0]))).Status);
    }

    [Fact]
    public async Task Session_LastsEightHoursFromItsLastUse()
    {
        var max = await Member.Join(host);
        for (var hours = 0; hours < 15; hours += 5)
        {
            host.Clock.Advance(Duration.FromHours(5));
            Assert.Equal(HttpStatusCode.NotFound, (await max.Browser.Get("/admin/x")).Status);
        }

        host.Clock.Advance(Duration.FromHours(8) + Duration.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await max.Browser.Get("/admin/x")).Status);
    }

    [Fact, Rule("S6")]
    public async Task SignOut_EndsTheSession_AndStandsInTheAudit()
    {
        var nils = await Member.Join(host);
        Assert.Equal("/staff/sign-in", (await nils.Browser.Submit("/staff/sign-out")).Location);
        Assert.Equal(HttpStatusCode.Redirect, (await nils.Browser.Get("/admin/x")).Status);
        var acts = await host.With((StaffDb db) => db.Set<AuditRow>()
            .Where(r => r.StaffId == db.Users.Single(u => u.Email == nils.Email).Id).OrderBy(r => r.Id).Select(r => r.Act).ToListAsync());
        Assert.Equal([StaffAct.AccountCreated, StaffAct.SignedIn, StaffAct.SignedOut], acts);
    }
}
