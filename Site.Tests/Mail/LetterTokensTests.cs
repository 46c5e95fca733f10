using CsCheck;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

[Rule("S4")]
public sealed class LetterTokensTests : IAsyncLifetime
{
    private PostOffice _post = null!;

    public async ValueTask InitializeAsync() => _post = await PostOffice.Open();

    [Fact]
    public void Read_WhatWasWritten_SaysTheSame() => Gen.Select(Gen.Guid, Gen.Enum<LetterAct>(), Gen.String[Gen.Char.AlphaNumeric, 1, 60]).Sample((letter, act, name) =>
    {
        var purpose = act == LetterAct.Withdraw ? name : null;
        var token = act == LetterAct.Block ? _post.Tokens.WriteBlock(letter, Fingerprint(name)) : _post.Tokens.Write(letter, act, purpose);
        var read = _post.Tokens.Read(token);
        Assert.Equal((letter, act, purpose), (read?.Letter, read?.Act, read?.Purpose));
        Assert.Equal(act == LetterAct.Block ? Fingerprint(name) : null, read?.Fingerprint);
    });

    private static byte[] Fingerprint(string name) => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name));

    [Fact]
    public void Read_ChangedInAnyPlace_IsNothing()
    {
        var token = _post.Tokens.Write(Guid.NewGuid(), LetterAct.Withdraw, "newsletter");
        for (var i = 0; i < token.Length; i++)
        {
            Assert.Null(_post.Tokens.Read(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]));
        }
    }

    [Fact]
    public void Read_TruncatedOrLengthened_IsNothing()
    {
        var token = _post.Tokens.Write(Guid.NewGuid(), LetterAct.Confirm);
        for (var length = 0; length < token.Length; length++)
        {
            Assert.Null(_post.Tokens.Read(token[..length]));
        }

        Assert.All([token + "A", token + "=", token + " ", " " + token, token + new string('A', 200)], t => Assert.Null(_post.Tokens.Read(t)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("äöü")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../../../../../../../../../../../../../etc/passwd")]
    public void Read_MadeUp_IsNothing(string? token) => Assert.Null(_post.Tokens.Read(token));

    [Fact]
    public async Task Read_FromAnotherSite_IsNothing()
    {
        await using var foreign = await PostOffice.Open();
        Assert.Null(_post.Tokens.Read(foreign.Tokens.Write(Guid.NewGuid(), LetterAct.Confirm)));
    }

    [Fact]
    public void Write_TheSameLetterAgain_GivesTheSameToken()
    {
        var letter = Guid.NewGuid();
        Assert.Equal(_post.Tokens.Write(letter, LetterAct.Confirm), _post.Tokens.Write(letter, LetterAct.Confirm));
        Assert.NotEqual(_post.Tokens.Write(letter, LetterAct.Withdraw, "newsletter"), _post.Tokens.Write(letter, LetterAct.Withdraw, "webinar"));
    }

    public ValueTask DisposeAsync() => _post.DisposeAsync();
}
