using Microsoft.Extensions.Options;
using NodaTime.Testing;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>Whether SPF, DKIM and DMARC are in place, and exactly what to add where they are not (rule M11).</summary>
[Rule("M11")]
public sealed class SendingCheckTests : IAsyncDisposable
{
    private const string Brand = "hallo@example.org";

    private readonly DnsServer _dns = DnsServer.Start();
    private readonly string _pem = DkimTests.Pem("rsa");
    private readonly FakeClock _clock = new(SiteHost.Beginning);

    private string Record => DkimKey.Parse(_pem).Record;

    public ValueTask DisposeAsync() => _dns.DisposeAsync();

    [Fact]
    public async Task EverythingInPlace_IsSaidSo()
    {
        Fill();
        var findings = await Look();
        Assert.Equal(["SPF", "DKIM", "DMARC"], findings.Select(f => f.Standard));
        Assert.All(findings, f => Assert.Equal((SendingVerdict.InPlace, null), (f.Verdict, f.Add)));
        Assert.Equal(["_dmarc.example.org", "bounces.example.org", "mail2026._domainkey.example.org"], _dns.Asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task NothingInPlace_IsSaidWithTheRecordsToAdd()
    {
        var findings = await Look();
        Assert.All(findings, f => Assert.Equal(SendingVerdict.Missing, f.Verdict));
        Assert.Equal(
            [("bounces.example.org", "v=spf1 a:mail.example.org ~all"), ("mail2026._domainkey.example.org", Record), ("_dmarc.example.org", $"v=DMARC1; p=quarantine; rua=mailto:{Brand}")],
            findings.Select(f => (f.Add?.Host ?? "", f.Add?.Value ?? "")));
    }

    [Theory]
    [InlineData(SendingVerdict.InPlace, "v=spf1 include:_spf.provider.example -all")]
    [InlineData(SendingVerdict.InPlace, "v=spf1 redirect=_spf.provider.example")]
    [InlineData(SendingVerdict.InPlace, "google-site-verification=x", "V=SPF1 mx ~ALL")]
    [InlineData(SendingVerdict.Weak, "v=spf1 mx ?all")]
    [InlineData(SendingVerdict.Weak, "v=spf1 mx +all")]
    [InlineData(SendingVerdict.Weak, "v=spf1 mx")]
    [InlineData(SendingVerdict.Wrong, "v=spf1 -all")]
    [InlineData(SendingVerdict.Wrong, "v=spf1 mx ~all", "v=spf1 include:other.example ~all")]
    [InlineData(SendingVerdict.Missing, "v=spf10 mx ~all")]
    public async Task Spf_IsJudged(SendingVerdict verdict, params string[] texts)
    {
        _dns.Texts["bounces.example.org"] = texts;
        Assert.Equal(verdict, (await Look())[0].Verdict);
    }

    [Fact]
    public async Task TwoSpfRecords_AreMergedInTheProposal()
    {
        _dns.Texts["bounces.example.org"] = ["v=spf1 mx ~all", "v=spf1 include:other.example -all"];
        Assert.Equal("v=spf1 mx include:other.example ~all", (await Look())[0].Add?.Value);
    }

    [Theory]
    [InlineData("v=DKIM1; k=rsa; p=", "revoked")]
    [InlineData("v=DKIM1; k=rsa; p=QUFB", "Another key")]
    [InlineData("hello", "not exactly one key")]
    public async Task AKeyThatIsNotOurs_IsNamed(string text, string said)
    {
        _dns.Texts["mail2026._domainkey.example.org"] = [text];
        var finding = (await Look())[1];
        Assert.Equal((SendingVerdict.Wrong, Record), (finding.Verdict, finding.Add?.Value));
        Assert.Contains(said, finding.Said.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SendingVerdict.InPlace, "v=DMARC1; p=reject; adkim=r")]
    [InlineData(SendingVerdict.Weak, "v=DMARC1;p=none")]
    [InlineData(SendingVerdict.Wrong, "v=DMARC1; rua=mailto:x@example.org")]
    [InlineData(SendingVerdict.Wrong, "v=DMARC1; p=reject", "v=DMARC1; p=none")]
    [InlineData(SendingVerdict.Missing, "v=spf1 mx ~all")]
    public async Task Dmarc_IsJudged(SendingVerdict verdict, params string[] texts)
    {
        _dns.Texts["_dmarc.example.org"] = texts;
        Assert.Equal(verdict, (await Look())[2].Verdict);
    }

    [Theory]
    [InlineData("bounces@other.example", "other.example", "v=DMARC1; p=reject", SendingVerdict.Wrong)]
    [InlineData("bounces@other.example", "example.org", "v=DMARC1; p=reject", SendingVerdict.InPlace)]
    [InlineData("bounces@bounces.example.org", "mail.example.org", "v=DMARC1; p=reject; aspf=s; adkim=s", SendingVerdict.Wrong)]
    public async Task Dmarc_WantsOneOfTheTwoDomains_ToBelongToTheSender(string bounces, string signing, string text, SendingVerdict verdict)
    {
        _dns.Texts["_dmarc.example.org"] = [text];
        Assert.Equal(verdict, (await Look(bounces, signing))[2].Verdict);
    }

    [Fact]
    public async Task ADomainWithoutItsOwnDmarc_GoesByItsOrganisations()
    {
        _dns.Texts["_dmarc.example.org"] = ["v=DMARC1; p=reject"];
        var finding = (await Look(brand: "hallo@news.example.org"))[2];
        Assert.Equal((SendingVerdict.InPlace, "_dmarc.example.org"), (finding.Verdict, finding.Host));
    }

    [Fact]
    public async Task WithoutAKey_ThePageSaysHowToMakeOne()
    {
        var finding = (await Look(signing: null))[1];
        Assert.Equal((SendingVerdict.Missing, null), (finding.Verdict, finding.Add));
        Assert.Contains("docs/sending-mail.md", finding.Said.German, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(SiteHost.Repository, "docs", "sending-mail.md")));
    }

    [Fact]
    public async Task ANameServerThatDoesNotAnswer_IsSaid_AndNotTakenForMissingRecords()
    {
        _dns.IsSilent = true;
        Assert.All(await Look(), f => Assert.Equal((SendingVerdict.Unknown, null), (f.Verdict, f.Add)));
    }

    [Fact]
    public async Task AnAnswer_CountsForAMinute()
    {
        var check = Check();
        await check.Look(check.Domains(Brand), Brand);
        var asked = _dns.Asked.Count;
        Fill();
        Assert.All(await check.Look(check.Domains(Brand), Brand), f => Assert.Equal(SendingVerdict.Missing, f.Verdict));
        Assert.Equal(asked, _dns.Asked.Count);
        _clock.AdvanceSeconds(61);
        Assert.All(await check.Look(check.Domains(Brand), Brand), f => Assert.Equal(SendingVerdict.InPlace, f.Verdict));
    }

    private void Fill()
    {
        _dns.Texts["bounces.example.org"] = ["v=spf1 include:_spf.provider.example ~all"];
        _dns.Texts["mail2026._domainkey.example.org"] = [Record];
        _dns.Texts["_dmarc.example.org"] = ["v=DMARC1; p=quarantine"];
    }

    private Task<IReadOnlyList<SendingFinding>> Look(string bounces = "bounces@bounces.example.org", string? signing = "example.org", string brand = Brand)
    {
        var check = Check(bounces, signing);
        return check.Look(check.Domains(brand), brand);
    }

    private SendingCheck Check(string bounces = "bounces@bounces.example.org", string? signing = "example.org") => new(
        new TxtRecords(Options.Create(new DnsOptions { Dns = _dns.Address }), _clock),
        new Dkim(Options.Create(signing is null ? new DkimOptions() : new DkimOptions { Domain = signing, Selector = "mail2026", Key = _pem }), _clock),
        Options.Create(new MailOptions { Host = "mail.example.org" }),
        Options.Create(new BounceOptions { Address = bounces }));
}
