using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Site.Mail;
using Site.Pages.Admin;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>Every letter there is, in both languages, as the shipped content words it: a new one is looked at without being named here.</summary>
public sealed class EveryLetterTests(SharedSite site)
{
    public static IEnumerable<TheoryDataRow<string, string>> All =>
        LetterWordings.Known.SelectMany(k => Language.All.Select(l => new TheoryDataRow<string, string>(k.Name, l.Code)));

    [Theory, Rule("M1")]
    [MemberData(nameof(All))]
    public async Task ALetter_SaysWhyItCame_WhatItUsed_AndHowToStop_InTextAndHtml(string name, string language)
    {
        var (letter, html, text) = await Written(name, Language.Of(language));
        var l = Language.Of(language);
        var day = Dates.Plain((site.Clock.GetCurrentInstant() - NodaTime.Duration.FromDays(2)).InUtc().Date, l);
        var body = new HtmlParser().ParseDocument(html).Body?.TextContent ?? "";
        foreach (var said in new[] { Flat(text), Flat(body) })
        {
            Assert.Contains(l["Warum Sie diese E-Mail bekommen", "Why you get this e-mail"], said, StringComparison.Ordinal);
            Assert.Contains(Flat(letter.Why), said, StringComparison.Ordinal);
            Assert.Contains(Flat(day), said, StringComparison.Ordinal);
            Assert.Contains(l["Verwendet haben wir dafür: E-Mail-Adresse", "What we used for it: E-mail address"], said, StringComparison.Ordinal);
            Assert.True(letter.Stops.Count > 0 || said.Contains(l["Abzubestellen ist hier nichts", "here to stop"], StringComparison.Ordinal), said);
            Assert.All(letter.Stops, stop => Assert.Contains(Flat(stop.Text), said, StringComparison.Ordinal));
            Assert.DoesNotMatch("[{}]", said);
        }
    }

    [Theory, Rule("M1")]
    [MemberData(nameof(All))]
    public async Task ALetter_IsLaidOutForMailPrograms_AndAsksNobodyForAnything(string name, string language)
    {
        var (_, html, text) = await Written(name, Language.Of(language));
        var document = new HtmlParser().ParseDocument(html);
        Assert.Equal(language, document.DocumentElement.GetAttribute("lang"));
        Assert.All(document.QuerySelectorAll("[src]"), e => Assert.StartsWith("cid:", e.GetAttribute("src"), StringComparison.Ordinal));
        Assert.Empty(document.QuerySelectorAll("script,link,iframe,form,object,video,[background]"));
        Assert.DoesNotMatch(@"url\(|@import|display:\s*(flex|grid)|position:", html);
        Assert.All(document.QuerySelectorAll("table"), t => Assert.Equal("presentation", t.GetAttribute("role")));
        Assert.NotNull(document.QuerySelector("meta[name=color-scheme][content='light dark']"));
        Assert.Contains("prefers-color-scheme:dark", html, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 78 || !line.Contains(' ', StringComparison.Ordinal), line));
    }

    [Theory, Rule("P9")]
    [InlineData("confirm-webinar")]
    [InlineData("confirm-newsletter")]
    [InlineData("confirm-neutral")]
    public async Task ALetterThatAsksToConfirm_AdvertisesNothing(string name)
    {
        foreach (var language in Language.All)
        {
            var (letter, html, _) = await Written(name, language);
            Assert.Null(letter.Tips);
            Assert.Null(letter.Unsubscribe);
            Assert.Null(letter.Calendar);
            Assert.Equal(2, new HtmlParser().ParseDocument(html).QuerySelectorAll("a").Length);
        }
    }

    [Fact]
    public void EveryLetterAndPlaceholder_HasWordsAtTheDesk() => Assert.All(LetterWordings.Known, letter => Assert.All(Language.All, l =>
    {
        Assert.NotEqual(letter.Name, letter.Title(l));
        Assert.NotEqual("", letter.Occasion(l));
        Assert.All(letter.Placeholders, p => Assert.NotEqual(LetterTexts.Meaning("", l), LetterTexts.Meaning(p, l)));
    }));

    [Theory]
    [InlineData("Look\n\n![a cat](https://example.org/cat.png)", 3, "shows a picture")]
    [InlineData("See [this](/de/webinare)", 1, "leads nowhere")]
    [InlineData("- one\n- [two](javascript:alert(1))", 2, "leads nowhere")]
    public void WhatALetterWouldLeaveOut_IsNamedWithItsLine(string markdown, int line, string reason)
    {
        var fault = Assert.Single(LetterMarkdown.Faults(markdown));
        Assert.Equal(line, fault.Line);
        Assert.Contains(reason, fault.Reason.English, StringComparison.Ordinal);
    }

    [Theory, Rule("P18"), Rule("P9")]
    [InlineData("Look [here](https://tracker.example/?u={field:email})", false, "carries what a person told us")]
    [InlineData("Look [here](https://tracker.example/?u=%7Bgreeting%7D)", false, "carries what a person told us")]
    [InlineData("Our [next webinars](https://example.org)", true, "leads nowhere else")]
    [InlineData("Our next webinars: <https://example.org>", true, "leads nowhere else")]
    public void AnAddressThatTellsOnAPerson_AndAnyInALetterThatAsksToConfirm_AreRefused(string markdown, bool isRequest, string reason) =>
        Assert.Contains(reason, Assert.Single(LetterMarkdown.Faults(markdown, isRequest)).Reason.English, StringComparison.Ordinal);

    [Theory, Rule("M1")]
    [InlineData("- 10. Dezember\n- 11. Dezember", "- 10. Dezember\n- 11. Dezember")]
    [InlineData("7) seven\n8) eight", "7) seven\n8) eight")]
    [InlineData("1. one\n1. two", "1. one\n2. two")]
    public void ANumberAtTheBeginningOfALine_IsTheSameInTheText(string markdown, string text) => Assert.Equal(text, LetterText.Body(markdown));

    [Fact]
    public void WhatALetterCanSay_IsNoFault() => Assert.Empty(LetterMarkdown.Faults("[a](https://example.org) <mailto:b@example.org> [c]({link})"));

    [Fact]
    public void AFaultInABody_IsSaidWithTheLineOfItsFile()
    {
        var faults = site.Faults(Contents.With("letters/withdrawn.en.md", "Kind regards,", "[Look](/en)\n\nKind regards,"));
        Assert.Equal(["letters/withdrawn.en.md:12: links to \"/en\", which leads nowhere from a mail program: write the whole address, beginning with https://, http:// or mailto:"], faults.Select(f => f.ToString()));
    }

    [Fact]
    public void AWording_WrittenAsAFile_IsReadAsItWas()
    {
        var wording = new LetterWording("A \"word\": {brand} \\ 'x' #", "- begins oddly", "Press, please", "One\n\nTwo: {brand}\n---\nThree");
        var read = LetterInput.Of(new ContentFile("letters/x.en.md", System.Text.Encoding.UTF8.GetBytes(wording.ToFile())));
        Assert.Equal((wording.Subject, wording.Preheader, wording.Button, wording.Body), (read.Subject, read.Preheader, read.Button, read.Body));
    }

    private async Task<(Letter Letter, string Html, string Text)> Written(string name, Language language)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var wording = site.Services.GetRequiredService<LiveSite>().Part<LetterWordings>()[name, language];
        var letter = await scope.ServiceProvider.GetRequiredService<LetterSamples>().Of(LetterWordings.Known.Single(k => k.Name == name), language, wording);
        return (letter, await scope.ServiceProvider.GetRequiredService<LetterPrinter>().Html(letter), LetterText.Write(letter));
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
