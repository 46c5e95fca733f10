using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

public sealed class InvitationTests(StaffHost host) : IClassFixture<StaffHost>
{
    private const string Password = Member.Password;

    [Fact, Rule("S4")]
    public async Task Link_OpenedByScanners_BurnsNothing_AndMakesOneAccountOnly()
    {
        var path = $"/staff/setup/{await host.Invite()}";
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await host.Site.Browser().Get(path)).Status);
            Assert.Equal(HttpStatusCode.OK, (await host.Site.Browser().Head(path)).Status);
        }

        var browser = host.Site.Browser();
        var form = await browser.Get(path);
        var made = await browser.Post(path, Filled(form, "alice@example.org"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        Assert.Equal(8, made.Page.QuerySelectorAll("#recovery code").Length);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/admin/nothing-here")).Status);

        Assert.Equal(HttpStatusCode.Gone, (await host.Site.Browser().Get(path)).Status);
        var again = host.Site.Browser();
        var token = StaffBrowser.Hidden((await again.Get("/staff/sign-in")).Page);
        Assert.Equal(HttpStatusCode.Gone, (await again.Post(path, [.. token, ("email", "mallory@example.org")])).Status);
        Assert.False(await Exists("mallory@example.org"));
    }

    [Fact, Rule("S4")]
    public async Task Link_UsedByManyAtOnce_MakesOneAccount()
    {
        var path = $"/staff/setup/{await host.Invite()}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            var browser = host.Site.Browser();
            return await browser.Post(path, Filled(await browser.Get(path), $"racer{i}@example.org"));
        }));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.Gone));
        Assert.Equal(1, await host.With((StaffDb db) => db.Users.CountAsync(u => u.Email!.StartsWith("racer"))));
    }

    [Fact]
    public async Task Link_After24Hours_IsGone()
    {
        var path = $"/staff/setup/{await host.Invite()}";
        host.Clock.Advance(Duration.FromHours(24) - Duration.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await host.Site.Browser().Get(path)).Status);
        host.Clock.Advance(Duration.FromSeconds(1));
        var late = await host.Site.Browser().Get(path);
        Assert.Equal(HttpStatusCode.Gone, late.Status);
        Assert.Equal("Dieser Link gilt nicht mehr", late.Page.QuerySelector("h1")?.TextContent);
    }

    [Fact]
    public async Task Link_InventedOrTruncated_IsNotFound()
    {
        var token = await host.Invite();
        foreach (var wrong in new[] { token[..^1], token + "A", token.ToUpperInvariant(), "x", new string('A', 43), new string('A', 4000), "%20", "ä" })
        {
            var answer = await host.Site.Browser().Get($"/staff/setup/{wrong}");
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.NotNull(answer.Page.QuerySelector("h1"));
        }
    }

    [Fact, Rule("A2")]
    public async Task Setup_WithAWrongCode_MakesNothing_AndKeepsTheAddress()
    {
        var path = $"/staff/setup/{await host.Invite()}";
        var browser = host.Site.Browser();
        var form = await browser.Get(path);
        var fields = Filled(form, "bob@example.org");
        fields[^1] = ("code", fields[^1].Value == "000000" ? "000001" : "000000");
        var refused = await browser.Post(path, fields);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("Fehler: ", refused.Page.Title, StringComparison.Ordinal);
        Assert.Equal("#code", refused.Page.QuerySelector(".summary a")?.GetAttribute("href"));
        Assert.Equal("bob@example.org", refused.Field("email"));
        Assert.Equal("", refused.Field("password"));
        Assert.Equal(Member.SecretOn(form), Member.SecretOn(refused));
        Assert.False(await Exists("bob@example.org"));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(path)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/admin")).Status);
    }

    [Fact, Rule("A2")]
    public async Task Setup_LeftEmpty_LinksEachProblemToItsField_InTheirOrder()
    {
        var path = $"/staff/setup/{await host.Invite()}";
        var refused = await host.Site.Browser().Submit(path);
        var links = refused.Page.QuerySelectorAll(".summary a").Select(a => a.GetAttribute("href") ?? "").ToList();
        Assert.Equal(["#email", "#password", "#code"], links);
        Assert.All(links, link => Assert.Equal("true", refused.Page.QuerySelector(link)?.GetAttribute("aria-invalid")));
        Assert.Contains("#email-error", refused.Page.QuerySelector("#email")?.GetAttribute("aria-describedby")?.Split(' ').Select(id => "#" + id) ?? []);
    }

    [Theory]
    [InlineData("carol@example.org", "elf Zeichen", "#password")]
    [InlineData("carol@example.org", "", "#password")]
    [InlineData("carol", Password, "#email")]
    [InlineData("", Password, "#email")]
    [InlineData("a@b.example\r\nBcc: x@y.example", Password, "#email")]
    public async Task Setup_WithABadField_SaysWhich_AndMakesNothing(string email, string password, string field)
    {
        var path = $"/staff/setup/{await host.Invite()}";
        var browser = host.Site.Browser();
        var before = await host.With((StaffDb db) => db.Users.CountAsync());
        var fields = Filled(await browser.Get(path), email);
        fields[^2] = ("password", password);
        var refused = await browser.Post(path, fields);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(field, refused.Page.QuerySelector(".summary a")?.GetAttribute("href"));
        Assert.Equal(before, await host.With((StaffDb db) => db.Users.CountAsync()));
    }

    [Fact]
    public async Task Setup_WithThePasswordTooLong_IsRefused()
    {
        var path = $"/staff/setup/{await host.Invite()}";
        var browser = host.Site.Browser();
        var fields = Filled(await browser.Get(path), "dora@example.org");
        fields[^2] = ("password", new string('x', 129));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post(path, fields)).Status);
    }

    [Fact]
    public async Task Setup_WithTheSecretOfAnotherLink_ShowsANewOne()
    {
        var browser = host.Site.Browser();
        var fields = Filled(await browser.Get($"/staff/setup/{await host.Invite()}"), "mallory2@example.org");
        var refused = await browser.Post($"/staff/setup/{await host.Invite()}", fields);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotEqual(fields.Single(f => f.Name == "secret").Value, refused.Field("secret"));
        Assert.False(await Exists("mallory2@example.org"));
    }

    [Fact]
    public async Task Setup_ForAnAddressThatHasAnAccount_SaysSo()
    {
        var member = await Member.Join(host);
        var path = $"/staff/setup/{await host.Invite()}";
        var browser = host.Site.Browser();
        var refused = await browser.Post(path, Filled(await browser.Get(path), member.Email.ToUpperInvariant()));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("Unter dieser Adresse gibt es schon ein Konto.", refused.Error);
    }

    [Fact, Rule("S4")]
    public async Task Token_IsStoredAsItsHashOnly()
    {
        var token = await host.Invite();
        Assert.Equal(43, token.Length);
        var rows = await host.With((StaffDb db) => db.Set<Invitation>().ToListAsync());
        Assert.Contains(rows, r => r.Hash.SequenceEqual(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token))));
    }

    [Fact]
    public async Task Role_OfTheInvitation_IsTheAccounts()
    {
        var browser = host.Site.Browser();
        var path = $"/staff/setup/{await host.With((Invitations i) => i.Create("privacy"))}";
        await browser.Post(path, Filled(await browser.Get(path), "officer@example.org"));
        var roles = await host.With((StaffDb db) => db.UserRoles.Join(db.Roles, u => u.RoleId, r => r.Id, (u, r) => r.Name).ToListAsync());
        Assert.Equal(["privacy"], roles);
    }

    private Task<bool> Exists(string email) => host.With((Accounts a) => a.Exists(email));

    private (string Name, string Value)[] Filled(Answer form, string email) =>
        [.. StaffBrowser.Hidden(form.Page), ("email", email), ("password", Password), ("code", Totp.Code(Member.SecretOn(form), host.Clock.GetCurrentInstant()))];
}
