using System.Net;
using NodaTime;
using Site.Tests.Support;

namespace Site.Tests.Staff;

public sealed class DeskTests(StaffHost host) : IClassFixture<StaffHost>
{
    [Theory, Rule("S5")]
    [InlineData("/admin")]
    [InlineData("/admin/")]
    [InlineData("/ADMIN")]
    [InlineData("/Admin/Index")]
    [InlineData("/admin/jobs")]
    [InlineData("/admin/jobs/servers")]
    [InlineData("/admin/jobs/stats")]
    [InlineData("/admin/no/such/page")]
    [InlineData("/%61dmin/jobs")]
    [InlineData("/admin/.well-known")]
    [InlineData("/admin/desk.css")]
    [InlineData("/problem/../admin/jobs")]
    public async Task Admin_WithoutASession_AnswersNothing(string path)
    {
        foreach (var answer in new[] { await host.Site.Browser().Get(path), await host.Site.Browser().Post(path, ("a", "b")), await host.Site.Browser().Head(path) })
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.Status);
            Assert.StartsWith("/staff/sign-in?returnUrl=", new Uri(answer.Location ?? "").PathAndQuery, StringComparison.Ordinal);
            Assert.Equal("no-store", answer.CacheControl);
            Assert.Equal("", answer.Page.Body?.TextContent);
        }
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/jobs")]
    public async Task Admin_ForAMember_Answers_AndIsNotStored(string path)
    {
        var answer = await (await Member.Join(host)).Browser.Get(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("no-store", answer.CacheControl);
    }

    [Theory]
    [InlineData("/administration")]
    [InlineData("/staffing")]
    public async Task Paths_ThatOnlyBeginLikeTheDesk_AreNotIt(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.Site.Browser().Get(path)).Status);

    [Theory]
    [InlineData("/staff/sign-in")]
    [InlineData("/staff/code")]
    [InlineData("/staff/sign-out")]
    [InlineData("/staff/setup/unknown")]
    [InlineData("/staff/nothing")]
    public async Task StaffPages_AreNeverStored(string path) => Assert.Equal("no-store", (await host.Site.Browser().Get(path)).CacheControl);

    [Fact, Rule("S2")]
    public async Task Cookies_AreBoundToTheHost_Secure_AndSentNowhereElse()
    {
        var member = await Member.Join(host);
        var browser = host.Site.Browser();
        var all = (await browser.Get("/staff/sign-in")).Cookies
            .Concat((await member.GivePassword(browser)).Cookies)
            .Concat((await browser.Submit("/staff/code", ("code", member.NextCode()))).Cookies).ToList();
        Assert.All(["__Host-desk-form=", "__Host-desk-code=", "__Host-desk="], name => Assert.Contains(all, c => c.StartsWith(name, StringComparison.Ordinal)));
        Assert.All(all, cookie => Assert.All(["path=/", "secure", "httponly", "samesite=strict"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase)));
        Assert.All(all, cookie => Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Cookies_InDevelopment_WorkOverPlainHttp()
    {
        var browser = host.Start(environment: "Development").Browser("http");
        var cookie = Assert.Single((await browser.Get("/staff/sign-in")).Cookies);
        Assert.StartsWith("desk-form=", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact, Rule("S2")]
    public async Task StaffForms_WithoutTheirToken_AreRefused()
    {
        var member = await Member.Join(host);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Site.Browser().Post("/staff/sign-in", ("email", member.Email), ("password", Member.Password))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await member.Browser.Post("/staff/sign-out")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.Browser.Get("/admin/x")).Status);
    }

    [Theory, Rule("P18")]
    [InlineData("/de")]
    [InlineData("/en/newsletter")]
    [InlineData("/de/webinare/ask-first")]
    [InlineData("/de/nothing")]
    public async Task ProspectPages_SetNoCookie_NotEvenForStaff(string path)
    {
        var member = await Member.Join(host);
        // By now a look at the session would renew it.
        host.Clock.Advance(Duration.FromHours(5));
        foreach (var browser in new[] { host.Site.Browser(), member.Browser })
        {
            var answer = await browser.Get(path);
            Assert.Empty(answer.Cookies);
            Assert.Null(answer.Page.QuerySelector("[name=__RequestVerificationToken]"));
        }
    }

    [Theory]
    [InlineData("/staff/sign-in?lang=en", "Sign in", "en")]
    [InlineData("/staff/sign-in?lang=de", "Anmelden", "de")]
    [InlineData("/staff/sign-in?lang=xx", "Anmelden", "de")]
    [InlineData("/staff/sign-in", "Anmelden", "de")]
    public async Task Language_IsTheChosenOrTheBrowsers(string path, string title, string language)
    {
        var page = (await host.Site.Browser().Get(path)).Page;
        Assert.Equal(title, page.QuerySelector("h1")?.TextContent);
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
    }
}
