using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>The letters that a site has really sent while it was looked at from end to end.</summary>
public sealed class SentLetterTests(CrawledSite site)
{
    [Fact, Rule("M1")]
    public async Task EveryLetter_SaysOnWhichDayAndWhyItCame_WhatItUsed_AndHowToStop()
    {
        _ = await site.Crawl;
        // The checkpoint that goes to the data protection officer meanwhile tells of nobody's data.
        var officer = site.Services.GetRequiredService<LiveSite>().Part<SiteSettings>().PrivacyOfficer.Email;
        List<ReceivedMail> letters = [.. site.Mail.Received.Where(letter => !letter.IsTo(officer))];
        Assert.NotEmpty(letters);
        foreach (var letter in letters)
        {
            var text = letter.Text.ReplaceLineEndings(" ").Replace('\u00A0', ' ');
            Assert.Matches(@"(Warum Sie diese E-Mail bekommen|Why you get this e-mail) .{0,200}(\d{1,2}\. \p{L}+ 2026|\d{1,2} \p{L}+ 2026)", text);
            Assert.Matches("Verwendet haben wir dafür: .*E-Mail-Adresse|What we used for it: .*E-mail address", text);
            Assert.Matches("/(absagen|widerrufen|cancel|withdraw|das-war-ich-nicht|this-was-not-me)/|Abzubestellen ist hier nichts|nothing (left )?here to stop", text);
        }
    }

    [Fact, Rule("M1")]
    public async Task EveryLetter_AsksNobodyForAnything()
    {
        _ = await site.Crawl;
        Assert.All(site.Mail.Received, letter =>
        {
            var html = new HtmlParser().ParseDocument(letter.Html);
            Assert.All(html.QuerySelectorAll("[src]"), e => Assert.StartsWith("cid:", e.GetAttribute("src"), StringComparison.Ordinal));
            Assert.DoesNotContain("url(", letter.Html, StringComparison.Ordinal);
        });
    }
}
