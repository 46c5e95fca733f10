using System.Net;
using System.Text;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>Addresses as they are in the world, and names as people have them (rules M1, M8).</summary>
[Rule("M8")]
public sealed class AddressTests(SiteHost site) : IClassFixture<SiteHost>
{
    private static readonly string _longest = $"{new string('l', 64)}@{new string('d', 63)}.{new string('e', 63)}.{new string('f', 53)}.example";

    [Fact]
    public async Task TheLongestAddressThereIs_GetsItsLetter_AndOneOctetMoreIsRefused()
    {
        Assert.Equal(254, Encoding.UTF8.GetByteCount(_longest));
        using var client = site.Prospect();
        await site.Letter(client, _longest);
        using var longer = await client.SignUp(Forms.Webinar, _longest.Replace(".example", "f.example", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, longer.StatusCode);
    }

    [Theory]
    [InlineData("plus+tag.and.dots@Beispiel.example", "plus+tag.and.dots@Beispiel.example", "plus+tag.and.dots@beispiel.example")]
    [InlineData("info@BÜCHER.example", "info@bücher.example", "info@xn--bcher-kva.example")]
    public async Task AnAddress_IsWrittenToAsTyped_AndComparedInLowerCaseAndPunycode(string typed, string written, string key)
    {
        using var client = site.Prospect();
        (await client.SignUp(Forms.Webinar, typed)).Dispose();
        var mail = await site.Mail.WaitFor(m => m.Recipients.Any(r => string.Equals(r, written, StringComparison.OrdinalIgnoreCase) || string.Equals(r, key, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains("/de/bestaetigen/", mail.Text, StringComparison.Ordinal);
        Assert.Equal("webinar/ask-first", (await site.SignUpOf(key)).Form);
    }

    [Fact]
    public async Task WhereTheServerKnowsNoUnicode_TheDomainIsSentInPunycode()
    {
        await using var plain = new SiteHost();
        plain.Mail.Faults = new SmtpFaults { WithoutUtf8 = true };
        using var client = plain.Prospect();
        (await client.SignUp(Forms.Webinar, "post@müller.example")).Dispose();
        var mail = await plain.Mail.WaitForMailTo("post@xn--mller-kva.example");
        Assert.All(mail.Bytes, b => Assert.True(b < 128));
        Assert.Contains("\r\nTo: <post@xn--mller-kva.example>\r\n", Encoding.ASCII.GetString(mail.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoText_IsRefusedAndBreaksNothing()
    {
        using var client = site.Prospect();
        using var refused = await client.SignUp(Forms.Webinar, "a\uFFFEb@beispiel.example");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory]
    [InlineData("alice@gmial.com")]
    [InlineData("bob@gmx.dee")]
    public async Task AnAddressThatLooksLikeASlip_IsTakenAllTheSame(string address)
    {
        using var client = site.Prospect();
        await site.Letter(client, address);
    }

    [Theory, Rule("M1")]
    [InlineData("أليس", "محمد")]
    [InlineData("👩‍👩‍👧 Zoë", "Muster 🎈")]
    [InlineData("\u202Eecila", "Muster")]
    [InlineData("Alice\r\nBcc: mallory@evil.example", "Muster\r\n\r\n<b>x</b>")]
    [InlineData("Alice\u2028Bcc: mallory@evil.example", "[x](https://evil.example)")]
    public async Task ANameOfAnyKind_GreetsInTheWelcomeLetter_AndBeginsNoHeaderAndNoLink(string given, string family)
    {
        var address = $"named-{Guid.NewGuid():N}@beispiel.example";
        using var client = site.Prospect();
        using var sent = await client.SignUp(Forms.Webinar, address, ("given-name", given), ("family-name", family));
        if (sent.StatusCode == HttpStatusCode.BadRequest)
        {
            Assert.True(given.Any(char.IsControl) || given.Contains('\u2028', StringComparison.Ordinal) || given.Contains('\u202E', StringComparison.Ordinal), $"{given} was refused.");
            return;
        }

        var asks = await site.Mail.WaitForMailTo(address);
        (await client.Press(asks.Link("/de/bestaetigen/"))).Dispose();
        var welcome = await site.Mail.WaitForMailTo(address, "reserviert");
        Assert.Equal([address], welcome.Recipients);
        Assert.Empty(welcome.Message.Bcc);
        Assert.Contains(given.Split('\r', '\u2028')[0].Trim('\u202E'), welcome.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"https://evil", welcome.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", welcome.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(given.Split('\r', '\u2028')[0], asks.Text, StringComparison.Ordinal);
        Assert.All(welcome.Bytes, b => Assert.True(b < 128));
    }
}
