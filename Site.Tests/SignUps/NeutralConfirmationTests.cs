using AngleSharp.Html.Parser;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary><c>confirmation: neutral</c> in site.yml: sender, request, link, imprint; still why it came and how to say "not me" (rule P9).</summary>
public sealed class NeutralConfirmationTests : IAsyncLifetime
{
    private readonly SiteHost _site = new();

    public ValueTask InitializeAsync()
    {
        var file = Path.Combine(_site.CopyContent(), "site.yml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("confirmation: branded", "confirmation: neutral", StringComparison.Ordinal));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory, Rule("P9")]
    [InlineData(Forms.Webinar, "/de/bestaetigen/", "wurde diese Adresse auf unserer Website für „", "Das war ich nicht")]
    [InlineData("/en/newsletter", "/en/confirm/", "this address was entered on our site for the newsletter", "This was not me")]
    public async Task TheLetterThatAsksToConfirm_IsSenderRequestLinkAndImprint(string form, string link, string why, string stop)
    {
        using var client = _site.Prospect();
        var address = $"{link.Split('/')[2]}@beispiel.example";
        (await client.SignUp(form, address)).Dispose();
        var letter = await _site.Mail.WaitForMailTo(address);
        var text = letter.Text.ReplaceLineEndings(" ").Replace('\u00A0', ' ');
        Assert.Contains(why, text, StringComparison.Ordinal);
        Assert.Contains(stop, text, StringComparison.Ordinal);
        Assert.Contains("Wegwarte GmbH, Uferweg 12", text, StringComparison.Ordinal);
        Assert.StartsWith("\"Wegwarte\"", letter.Message.From.ToString(), StringComparison.Ordinal);
        Assert.NotEqual("", letter.Link(link));

        var html = new HtmlParser().ParseDocument(letter.Html);
        Assert.Empty(html.QuerySelectorAll("img"));
        Assert.DoesNotContain("image/png", System.Text.Encoding.ASCII.GetString(letter.Bytes), StringComparison.Ordinal);
        // No colour of the brand, light or dark.
        Assert.Equal(["#000000", "#121212", "#4A4A4A", "#B5B5B5", "#BDBDBD", "#F2F2F2", "#FFFFFF"], Colours(letter.Html));
        // Nowhere to go but to confirm and to discard.
        Assert.Equal(2, html.QuerySelectorAll("a").Length);
    }

    private static IEnumerable<string> Colours(string html) =>
        System.Text.RegularExpressions.Regex.Matches(html, "#[0-9A-Fa-f]{6}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Value.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal);
}
