using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Journeys;

/// <summary>What somebody allowed, told us and took back, against what letters and the page after confirming then contain.</summary>
public sealed class ConsentTableTests(SharedSite site)
{
    private const string Told = "Nachweisen und löschen";

    public static readonly MatrixTheoryData<bool, bool, bool, string> Cases = new([false, true], [false, true], [false, true], ["", "newsletter", "personalisation"]);

    [Theory, MemberData(nameof(Cases)), Rule("P8"), Rule("P10"), Rule("P13")]
    public async Task LettersRecommendToWhoOrderedTheNewsletter_AndChooseForWhoAllowedIt(bool newsletter, bool suggestions, bool topic, string withdrawn)
    {
        var address = await Person(newsletter, suggestions, topic, withdrawn);
        var recommends = newsletter && withdrawn != "newsletter";
        var chooses = recommends && suggestions && withdrawn != "personalisation";
        foreach (var kind in new[] { LetterKind.Welcome, LetterKind.Reminder })
        {
            var letter = await site.Written(address, kind);
            Assert.NotNull(letter);
            Assert.Equal(recommends, letter.Tips is not null);
            Assert.Equal(chooses, letter.Tips?.Off is not null);
            Assert.Equal(chooses && topic, letter.Tips?.All[0].Why?.Contains(Told, StringComparison.Ordinal) ?? false);
            Assert.Equal(chooses && topic, letter.UsedFields.Contains(new UsedField("topic", "Was beschäftigt Sie gerade?", "personalisation")));
        }
    }

    [Theory, MemberData(nameof(Cases)), Rule("P8"), Rule("P13")]
    public async Task ThePageAfterConfirming_ChoosesOnlyForWhoAllowedIt(bool newsletter, bool suggestions, bool topic, string withdrawn)
    {
        using var client = site.Prospect();
        var page = await client.Page(await Link(client, NewAddress(), newsletter, suggestions, topic, withdrawn));
        var chooses = suggestions && withdrawn != "personalisation";
        Assert.Equal(chooses && topic, page.Contains($"dass Sie „{Told}“ beschäftigt", StringComparison.Ordinal));
        Assert.Equal(chooses, page.Contains("Weil Sie sich für „Fragen statt sammeln", StringComparison.Ordinal));
        Assert.Equal(chooses, page.Contains("Solche Vorschläge abschalten", StringComparison.Ordinal));
        Assert.Equal(!chooses, page.Contains("Nach Datum geordnet und für alle gleich", StringComparison.Ordinal));
        Assert.Contains("Das Ja, das hält", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/de/webinare/ask-first\"", page, StringComparison.Ordinal);
    }

    [Theory, Rule("P9")]
    [InlineData("/de/webinare/ask-first")]
    [InlineData("/de/newsletter")]
    public async Task TheLetterThatAsksToConfirm_RecommendsNothing_WhateverTheAddressAllowedBefore(string path)
    {
        using var client = site.Prospect();
        var address = NewAddress();
        await site.Confirms(client, address, more: [("agree", "newsletter"), ("agree", "personalisation"), ("topic", "evidence")]);
        await site.Requests(client, address, path);
        var letter = await site.Written(address, LetterKind.Confirmation);
        Assert.Equal((true, null), (letter!.IsRequest, letter.Tips));
        Assert.Equal("email", Assert.Single(letter.UsedFields).Key);
    }

    [Theory, Rule("P10")]
    [InlineData("/de/newsletter", "Das steht hier, weil Sie unseren Newsletter bestellt haben. Es ist nach Datum geordnet und für alle gleich; es fehlt nur, wofür Sie schon angemeldet sind.")]
    [InlineData("/en/newsletter", "This is here because you ordered our newsletter. It is in order of date and the same for everybody; only what you are registered for already is left out.")]
    public async Task TheNewslettersWelcome_RecommendsTheSameToEverybody(string path, string why)
    {
        using var client = site.Prospect();
        var address = NewAddress();
        await site.Confirms(client, address, path);
        var letter = await site.Written(address, LetterKind.Welcome);
        Assert.Equal(why, letter?.Tips?.Why);
        Assert.All(letter?.Tips?.All ?? [], t => Assert.Null(t.Why));
    }

    private async Task<string> Person(bool newsletter, bool suggestions, bool topic, string withdrawn)
    {
        using var client = site.Prospect();
        var address = NewAddress();
        await Link(client, address, newsletter, suggestions, topic, withdrawn);
        return address;
    }

    private async Task<string> Link(HttpClient client, string address, bool newsletter, bool suggestions, bool topic, string withdrawn)
    {
        (string, string)[] more = [.. newsletter ? [("agree", "newsletter")] : Array.Empty<(string, string)>(), .. suggestions ? [("agree", "personalisation")] : Array.Empty<(string, string)>(), .. topic ? [("topic", "evidence")] : Array.Empty<(string, string)>()];
        var link = await site.Confirms(client, address, more: more);
        if (withdrawn.Length > 0)
        {
            await site.Withdraws(client, address, withdrawn);
        }

        return link;
    }

    private static string NewAddress() => $"table-{Guid.NewGuid():N}@beispiel.example";
}
