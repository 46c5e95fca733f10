using System.Text;
using NodaTime;
using Site.Staff;

namespace Site.Tests.Staff;

/// <summary>RFC 6238's own vectors, cut to the six digits that apps show.</summary>
public sealed class TotpTests
{
    private static readonly byte[] _secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_AtTheRfcsTimes_IsTheRfcs(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(_secret, Instant.FromUnixTimeSeconds(seconds)));

    [Fact]
    public void Match_OneStepBesideNow_IsTaken_TwoAreNot()
    {
        var now = Instant.FromUnixTimeSeconds(1111111111);
        Assert.NotNull(Totp.Match(_secret, Totp.Code(_secret, now - Duration.FromSeconds(30)), now));
        Assert.NotNull(Totp.Match(_secret, Totp.Code(_secret, now + Duration.FromSeconds(30)), now));
        Assert.Null(Totp.Match(_secret, Totp.Code(_secret, now - Duration.FromSeconds(60)), now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("05047")]
    [InlineData("0504710")]
    [InlineData("٠٥٠٤٧١")]
    [InlineData("abcdef")]
    public void Match_OfAnythingElse_IsNull(string typed) => Assert.Null(Totp.Match(_secret, typed, Instant.FromUnixTimeSeconds(1111111111)));

    [Fact]
    public void Match_WithASpaceInTheMiddle_IsTaken() => Assert.NotNull(Totp.Match(_secret, "050 471", Instant.FromUnixTimeSeconds(1111111111)));

    [Fact]
    public void Spoken_IsBase32InGroupsOfFour() => Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", string.Join(' ', Totp.Spoken(_secret)));
}
