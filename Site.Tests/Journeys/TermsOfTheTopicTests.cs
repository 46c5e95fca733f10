using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Journeys;

/// <summary>A topic counts by the notice it was given under, whatever the site says later.</summary>
public sealed class TermsOfTheTopicTests(TermsHost site) : IClassFixture<TermsHost>
{
    [Fact, Rule("P8")]
    public async Task ATopicGivenForSomethingElse_IsNeverUsedForSuggestions()
    {
        const string Alice = "alice.terms@beispiel.example";
        using var client = site.Prospect();
        await site.Reword("fields.yml", "purposes: [personalisation]", "purposes: [webinar]");
        await site.Confirms(client, Alice, more: [("agree", "personalisation"), ("topic", "evidence")]);
        await site.Reword("fields.yml", "type: choice\n    purposes: [webinar]", "type: choice\n    purposes: [personalisation]");
        var known = await site.KnownOf(Alice);
        Assert.Equal((true, null), (known.AllowsSuggestions, known.Topic?.Key));
        await site.Confirms(client, Alice, more: [("agree", "personalisation"), ("topic", "evidence")]);
        Assert.Equal("evidence", (await site.KnownOf(Alice)).Topic?.Key);
    }

    [Fact]
    public async Task ATopicThatIsCalledOtherwiseToday_IsNamedAsItWasCalledThen_OnThePageAndInLetters()
    {
        const string Carol = "carol.terms@beispiel.example";
        using var client = site.Prospect();
        var link = await site.Confirms(client, Carol, more: [("agree", "newsletter"), ("agree", "personalisation"), ("topic", "evidence")]);
        await site.Reword("fields.yml", "Nachweisen und löschen", "Beweise und Akten");
        const string Said = "Weil Sie uns gesagt haben, dass Sie „Nachweisen und löschen“ beschäftigt.";
        Assert.Contains(Said, await client.Page(link), StringComparison.Ordinal);
        Assert.Contains((await site.Written(Carol, Site.Mail.LetterKind.Welcome))!.Tips!.All, t => t.Why == Said);
        await site.Reword("fields.yml", "Beweise und Akten", "Nachweisen und löschen");
    }

    [Fact]
    public async Task ATopicThatNoLongerExists_IsNone()
    {
        const string Bob = "bob.terms@beispiel.example";
        using var client = site.Prospect();
        var link = await site.Confirms(client, Bob, more: [("agree", "newsletter"), ("agree", "personalisation"), ("topic", "journeys")]);
        await site.Reword("fields.yml", "      journeys: {", "      travels: {");
        Assert.DoesNotContain("gesagt haben", await client.Page(link), StringComparison.Ordinal);
        Assert.DoesNotContain((await site.Written(Bob, Site.Mail.LetterKind.Welcome))!.UsedFields, f => f.Key == "topic");
        await site.Reword("fields.yml", "      travels: {", "      journeys: {");
    }
}
