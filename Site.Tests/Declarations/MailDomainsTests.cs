using Site.Declarations;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>The question after a slip in the address; it never blocks.</summary>
public sealed class MailDomainsTests(SharedSite site)
{
    public static readonly TheoryData<string, string?> Table = [.. Slips.Table];

    [Theory, MemberData(nameof(Table)), Rule("M8")]
    public void ASlip_IsAskedAbout_AndNothingElse(string typed, string? meant) => Assert.Equal(meant, MailDomains.Suggest(typed));

    [Fact, Rule("M8")]
    public void NoKnownDomain_IsTakenForASlipOfAnother() =>
        Assert.All(MailDomains.All, d => Assert.Null(MailDomains.Suggest($"alice@{d}")));

    [Fact, Rule("M8")]
    public async Task AnAddressThatLooksLikeASlip_IsTakenLikeAnyOther()
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, "never-blocked@gmial.com");
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, response.StatusCode);
    }

    [Theory, Rule("M8")]
    [InlineData(Forms.Webinar, "Meinten Sie alice@gmail.com?")]
    [InlineData("/en/newsletter", "Did you mean alice@gmail.com?")]
    public async Task AFormThatComesBack_AsksBesideTheField(string path, string asked)
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(path, "alice@gmial.com", ("notice", "outdated"));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await response.Body());
        var input = page.QuerySelector("main [type=email]");
        var hint = page.QuerySelector(".hint");
        Assert.Equal(asked, hint?.TextContent);
        Assert.Contains(hint?.Id ?? "?", input?.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal("alice@gmial.com", input?.GetAttribute("value"));
    }
}
