using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>Letters are signed, over all that matters, as they arrive (rule M11).</summary>
[Rule("M11")]
public sealed class DkimTests : IAsyncLifetime
{
    private readonly SmtpServer _server = SmtpServer.Start();

    public static readonly TheoryData<string, string> Algorithms = new() { { "rsa", "rsa-sha256" }, { "ed25519", "ed25519-sha256" } };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory, MemberData(nameof(Algorithms)), Rule("M2")]
    public async Task ALetter_ArrivesSigned_AndVerifiesAgainstTheRecordThatWeAskFor(string kind, string algorithm)
    {
        var (letter, record) = await Sent(Pem(kind));
        var signature = letter.Headers.Single(h => h.Id == HeaderId.DkimSignature);
        Assert.True(await Verifies(letter, record));
        var tags = signature.Value.Split(';').Select(t => t.Split('=', 2)).ToDictionary(t => t[0].Trim(), t => string.Concat(t[1].Where(c => !char.IsWhiteSpace(c))));
        Assert.Equal((algorithm, "relaxed/relaxed", "wegwarte.example", "mail2026"), (tags["a"], tags["c"], tags["d"], tags["s"]));
        Assert.Superset(
            new HashSet<string> { "from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type", "list-unsubscribe", "list-unsubscribe-post" },
            tags["h"].Split(':').ToHashSet());
        Assert.Equal(PostOffice.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), tags["t"]);
    }

    [Theory]
    [InlineData("List-Unsubscribe", "<https://evil.example/stop>")]
    [InlineData("List-Unsubscribe-Post", "List-Unsubscribe=Two-Clicks")]
    [InlineData("Subject", "Gewonnen!")]
    [InlineData("Reply-To", "mallory@evil.example")]
    public async Task WhatIsChangedOnTheWay_BreaksTheSignature(string header, string value)
    {
        var (letter, record) = await Sent(Pem("ed25519"));
        letter.Headers[header] = value;
        Assert.Equal(header == "Reply-To", await Verifies(letter, record));
    }

    [Fact]
    public async Task ASecondSender_OrOtherWords_BreakTheSignature()
    {
        var (letter, record) = await Sent(Pem("rsa"));
        letter.Headers.Insert(0, new Header(HeaderId.From, "Mallory <mallory@evil.example>"));
        Assert.False(await Verifies(letter, record));

        (letter, record) = await Sent(Pem("rsa"));
        var text = letter.BodyParts.OfType<TextPart>().First();
        text.Text = text.Text.Replace("Alice", "Mallory", StringComparison.Ordinal);
        Assert.False(await Verifies(letter, record));
    }

    [Theory, Rule("M8")]
    [InlineData("info@bücher.example", false)]
    [InlineData("info@bücher.example", true)]
    [InlineData("jürgen@example.org", false)]
    public async Task ALetterToAnInternationalAddress_ArrivesWithAValidSignature(string address, bool withoutUtf8)
    {
        _server.Faults = new SmtpFaults { WithoutUtf8 = withoutUtf8 };
        var (letter, record) = await Sent(Pem("rsa"), address);
        Assert.True(await Verifies(letter, record));
    }

    [Fact, Rule("S4")]
    public async Task TheCopyThatIsKept_ClaimsNoSignature_AndIsTheSameEachTime()
    {
        await using var post = await Office(Pem("rsa"));
        var id = await post.Put();
        var (first, second) = (await post.Print(Samples.Letter(), id), await post.Print(Samples.Letter(), id));
        Assert.True(first.Parcel.Message.Headers.Contains(HeaderId.DkimSignature));
        Assert.DoesNotContain("DKIM-Signature", System.Text.Encoding.ASCII.GetString(first.Blanked), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(first.Digest, second.Digest);
    }

    [Theory]
    [InlineData(1024, "holds an RSA key of 1024 bits")]
    [InlineData(0, "must hold a private key in PEM")]
    public void AKeyThatNobodyWouldTrust_IsRefused(int bits, string said)
    {
        var pem = bits == 0 ? RSA.Create(2048).ExportRSAPublicKeyPem() : RSA.Create(bits).ExportPkcs8PrivateKeyPem();
        var options = new DkimOptions { Domain = "example.org", Selector = "s", Key = pem };
        Assert.Contains(options.Validate(new(options)), r => r.ErrorMessage!.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("example.org", "mail.example.org", true)]
    [InlineData("news.example.org", "mail.example.org", true)]
    [InlineData("example.org", "example.com", false)]
    [InlineData("notexample.org", "example.org", false)]
    [InlineData("one.co.uk", "two.co.uk", false)]
    [InlineData("a.one.co.uk", "one.co.uk", true)]
    public void DomainsAlign_WhereTheyBelongToOneOrganisation(string one, string other, bool aligns) => Assert.Equal(aligns, MailDomain.Aligns(one, other));

    /// <summary>A private key in PEM, made anew.</summary>
    internal static string Pem(string kind)
    {
        if (kind == "rsa")
        {
            using var rsa = RSA.Create(2048);
            return rsa.ExportPkcs8PrivateKeyPem();
        }

        var der = PrivateKeyInfoFactory.CreatePrivateKeyInfo(new Ed25519PrivateKeyParameters(new SecureRandom())).GetDerEncoded();
        return $"-----BEGIN PRIVATE KEY-----\n{Convert.ToBase64String(der)}\n-----END PRIVATE KEY-----\n";
    }

    private async Task<(MimeMessage Letter, string Record)> Sent(string pem, string? address = null)
    {
        await using var post = await Office(pem);
        var id = await post.Put(address: address);
        Assert.Equal(1, await post.Deliver());
        var received = await _server.WaitFor(m => m.Message.MessageId?.StartsWith($"{id:N}", StringComparison.Ordinal) == true);
        return (MimeMessage.Load(new MemoryStream(received.Bytes), TestContext.Current.CancellationToken), DkimKey.Parse(pem).Record);
    }

    private async Task<PostOffice> Office(string pem)
    {
        var post = await PostOffice.Open(_server.Port, ("Mail:Dkim:Domain", "wegwarte.example"), ("Mail:Dkim:Selector", "mail2026"), ("Mail:Dkim:Key", pem.Replace("\n", "\\n", StringComparison.Ordinal)));
        post.Writes = _ => Samples.Letter() with { Unsubscribe = "https://www.example.org/unsubscribe/x" };
        return post;
    }

    private static async Task<bool> Verifies(MimeMessage letter, string record)
    {
        var verifier = new DkimVerifier(new Locator(record));
        return await verifier.VerifyAsync(letter, letter.Headers.First(h => h.Id == HeaderId.DkimSignature), TestContext.Current.CancellationToken);
    }

    // In place of the DNS.
    private sealed class Locator(string record) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) => GetPublicKey(record);

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) => Task.FromResult(GetPublicKey(record));
    }
}
