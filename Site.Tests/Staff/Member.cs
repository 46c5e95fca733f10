using System.Net;
using NodaTime;
using Site.Staff;

namespace Site.Tests.Staff;

/// <summary>A member of staff with what they know and hold: password, app, recovery codes, browser.</summary>
public sealed record Member(StaffHost Host, StaffBrowser Browser, string Email, byte[] Secret, IReadOnlyList<string> RecoveryCodes)
{
    public const string Password = "ein langer Satz genügt";

    private static int _count;

    /// <summary>Makes an account through an invitation, as a person would; the browser is signed in afterwards.</summary>
    public static async Task<Member> Join(StaffHost host, params string[] roles) => await With(host, await host.Invite(roles));

    /// <summary>The same through an invitation that there is already.</summary>
    public static async Task<Member> With(StaffHost host, string invitation)
    {
        var browser = host.Site.Browser();
        var email = $"erika{Interlocked.Increment(ref _count)}@example.org";
        var path = $"/staff/setup/{invitation}";
        var form = await browser.Get(path);
        var secret = SecretOn(form);
        var made = await browser.Post(path, [.. StaffBrowser.Hidden(form.Page), ("email", email), ("password", Password), ("code", Totp.Code(secret, host.Clock.GetCurrentInstant()))]);
        Assert.Equal(HttpStatusCode.OK, made.Status);
        host.Clock.Advance(Duration.FromMinutes(2));
        return new Member(host, browser, email, secret, [.. made.Page.QuerySelectorAll("#recovery code").Select(c => c.TextContent)]);
    }

    /// <summary>What the app shows now; each code counts once, so this waits for the next one first.</summary>
    public string NextCode()
    {
        Host.Clock.Advance(Duration.FromSeconds(30));
        return Totp.Code(Secret, Host.Clock.GetCurrentInstant());
    }

    public Task<Answer> GivePassword(StaffBrowser browser, string password = Password, string query = "") =>
        browser.Submit($"/staff/sign-in{query}", ("email", Email), ("password", password));

    public async Task<Answer> SignIn(StaffBrowser browser, string query = "")
    {
        await GivePassword(browser, query: query);
        return await browser.Submit($"/staff/code{query}", ("code", NextCode()));
    }

    /// <summary>The key written under the picture.</summary>
    public static byte[] SecretOn(Answer page) => Bytes(page.Page.QuerySelector("#key")?.TextContent ?? "");

    /// <summary>Such a key as bytes [RFC 4648 6].</summary>
    public static byte[] Bytes(string key)
    {
        const string base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Where(c => !char.IsWhiteSpace(c)).Select(c => Convert.ToString(base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
