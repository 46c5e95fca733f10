using System.Text;
using CsCheck;
using Microsoft.Extensions.Options;
using Site.Data;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>Each letter has an envelope sender of its own, which names it (rule M6).</summary>
[Rule("M6")]
public sealed class VerpTests
{
    private readonly Verp _verp = New(1);

    [Fact]
    public void Sender_OfAnyLetter_NamesItInAnyCase_AndFitsIntoALocalPart() => Gen.Guid.Sample(letter =>
    {
        var address = _verp.Sender(letter)?.Address ?? "";
        Assert.Equal((letter, letter, letter), (_verp.Read(address), _verp.Read(address.ToUpperInvariant()), _verp.Read(address.ToLowerInvariant())));
        Assert.InRange(Encoding.UTF8.GetByteCount(address.Split('@')[0]), 1, 64);
        Assert.Equal("example.org", address.Split('@')[1]);
        Assert.Null(New(2).Read(address));
    });

    [Fact]
    public void Read_ChangedInAnyPlace_IsNothing()
    {
        var address = _verp.Sender(Guid.NewGuid())?.Address ?? "";
        for (var i = 0; i < address.Length; i++)
        {
            Assert.Null(_verp.Read(address[..i] + (address[i] == 'x' ? 'y' : 'x') + address[(i + 1)..]));
            Assert.Null(_verp.Read(address[..i]));
        }

        Assert.All(["", "@", "+", address + "@x", "bounces@example.org", "bounces+@example.org", $"bounces+{new string('a', 39)}@example.org", $"bounces+{new string('ä', 39)}@example.org", $"bounces+a+{address}"], a => Assert.Null(_verp.Read(a)));
    }

    [Fact]
    public async Task Print_WithAnAddressForBounces_SendsUnderIt_AndTheAuthorStays()
    {
        await using var post = await PostOffice.Open(("Mail:Bounces:Address", "bounces@example.org"));
        var id = await post.Put();
        var letter = await post.Print(Samples.Letter(), id);
        Assert.Matches("^bounces\\+[a-z2-7]{39}@example\\.org$", letter.Parcel.Sender.Address);
        Assert.Equal("\"Wegwarte\" <hallo@wegwarte.example>", letter.Parcel.Message.From.ToString());
        Assert.Equal("auto-generated", letter.Parcel.Message.Headers["Auto-Submitted"]);
    }

    [Fact]
    public async Task Print_WithoutOne_SendsAsFromItsAuthor()
    {
        await using var post = await PostOffice.Open();
        Assert.Equal("hallo@wegwarte.example", (await post.Print(Samples.Letter(), await post.Put())).Parcel.Sender.Address);
    }

    private static Verp New(byte key) => new(
        new SiteKeys(Options.Create(new SiteOptions { TokenKey = Convert.ToBase64String(Enumerable.Repeat(key, 32).ToArray()) })),
        Options.Create(new BounceOptions { Address = "bounces@example.org" }));
}
