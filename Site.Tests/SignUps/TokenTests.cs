using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Site.Data;
using Site.Mail;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>A link that is not ours leads nowhere, whatever it pretends to be, by GET and by POST, in the language of its path.</summary>
public sealed class TokenTests(SharedSite site)
{
    public static readonly MatrixTheoryData<Place, string> Links = new([Place.Confirm, Place.Cancel, Place.Withdraw], ["de", "en"]);

    [Theory, MemberData(nameof(Links)), Rule("S4")]
    public async Task ATokenThatIsNotOurs_Is404(Place place, string language)
    {
        var right = Token(site.Services.GetRequiredService<LetterTokens>(), place);
        string[] wrong =
        [
            "nope", right[..^1], right[1..], right + right, right[..^1] + (right[^1] == 'A' ? 'B' : 'A'), new string('A', right.Length), new string(' ', right.Length),
            $"{right} ", right.ToUpperInvariant(), Token(Foreign(), place), Token(site.Services.GetRequiredService<LetterTokens>(), place == Place.Cancel ? Place.Confirm : Place.Cancel),
            new string('A', 3000), "ä€😀", "' OR 1=1 --",
        ];
        foreach (var token in wrong)
        {
            await LeadsNowhere(Addresses.Path(place, Language.Of(language), token), language);
        }
    }

    [Theory, MemberData(nameof(Links)), Rule("S4")]
    public async Task ATokenOfOursWhosePersonWasErased_Is410(Place place, string language)
    {
        using var client = site.Prospect();
        var path = Addresses.Path(place, Language.Of(language), Token(site.Services.GetRequiredService<LetterTokens>(), place));
        using var looked = await client.GetAsync(path, TestContext.Current.CancellationToken);
        using var pressed = await client.Press(path);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (looked.StatusCode, pressed.StatusCode));
        Assert.Contains($"<html lang=\"{language}\">", await pressed.Body(), StringComparison.Ordinal);
        Assert.Contains(language == "de" ? "gelöscht" : "erased", WebUtility.HtmlDecode(await pressed.Body()), StringComparison.Ordinal);
        Assert.True(pressed.Headers.CacheControl?.NoStore);
    }

    private async Task LeadsNowhere(string path, string language)
    {
        using var client = site.Prospect();
        foreach (var response in new[] { await client.GetAsync(path, TestContext.Current.CancellationToken), await client.Press(path) })
        {
            using (response)
            {
                Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{path}: {response.StatusCode}");
                Assert.Contains($"<html lang=\"{language}\">", await response.Body(), StringComparison.Ordinal);
                Assert.True(response.Headers.CacheControl?.NoStore);
            }
        }
    }

    // Of a letter that does not exist, or does no longer.
    private static string Token(LetterTokens tokens, Place place) => place switch
    {
        Place.Confirm => tokens.Write(Guid.NewGuid(), LetterAct.Confirm),
        Place.Cancel => tokens.Write(Guid.NewGuid(), LetterAct.Cancel),
        _ => tokens.Write(Guid.NewGuid(), LetterAct.Withdraw, "newsletter"),
    };

    // Written by another site, or by this one before its key was changed.
    private static LetterTokens Foreign() => new(new SiteKeys(
        Options.Create(new SiteOptions { TokenKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) })));
}
