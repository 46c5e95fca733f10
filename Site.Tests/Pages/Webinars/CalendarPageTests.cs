using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.WebUtilities;
using Site.Mail;
using Site.Tests.Journeys;
using Site.Tests.Support;
using Site.Tests.Webinars;

namespace Site.Tests.Pages.Webinars;

/// <summary>The way into a calendar from a page: a file of ours, and links that ask nothing of anybody until they are followed.</summary>
public sealed class CalendarPageTests(AnnouncingHost site) : IClassFixture<AnnouncingHost>
{
    [Theory, Rule("M9")]
    [InlineData("/de/webinare/ask-first")]
    [InlineData("/en/webinars/ask-first")]
    public async Task TheFile_IsPublished_WithoutAttendee_AndWithoutTheWayIn(string page)
    {
        using var client = site.Prospect();
        var link = (await Links(client, page)).Single(l => l.EndsWith(".ics", StringComparison.Ordinal));
        using var response = await client.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "text/calendar; charset=utf-8; method=PUBLISH"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        Assert.Equal("ask-first.ics", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        var text = await response.Body();
        Assert.DoesNotContain("live.wegwarte.example", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var read = Assert.Single(await CalendarReader.Read([new CalendarPart("PUBLISH", text)]));
        Assert.Equal(("PUBLISH", 0, (await site.Schedule()).Uid.ToString()), (read.Method, read.Attendees.Length, read.Uid));
        Assert.Equal(AnnouncingHost.Start.ToDateTimeOffset(), read.Start.Utc);
        Assert.Equal($"{site.Address.ToString().TrimEnd('/')}{page}", read.Url);
    }

    [Fact, Rule("P18"), Rule("M9")]
    public async Task LinksToOtherCalendars_NameTimeAndPublicPage_NeverTheWayIn_AndSendNoReferrer()
    {
        using var client = site.Prospect();
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/en/webinars/ask-first", TestContext.Current.CancellationToken));
        var foreign = page.QuerySelectorAll("a[href^='https://calendar.google.com/'], a[href^='https://outlook.live.com/']").ToList();
        Assert.Equal(2, foreign.Count);
        Assert.All(foreign, a => Assert.Equal("noreferrer", a.GetAttribute("rel")));
        Assert.All(foreign, a => Assert.DoesNotContain("live.wegwarte", a.GetAttribute("href"), StringComparison.Ordinal));
        var google = QueryHelpers.ParseQuery(new Uri(foreign[0].GetAttribute("href") ?? "").Query);
        Assert.Equal(("20260325T090000Z/20260325T093000Z", "Europe/Berlin"), (google["dates"].ToString(), google["ctz"].ToString()));
        var outlook = QueryHelpers.ParseQuery(new Uri(foreign[1].GetAttribute("href") ?? "").Query);
        Assert.Equal(("2026-03-25T09:00:00Z", "2026-03-25T09:30:00Z"), (outlook["startdt"].ToString(), outlook["enddt"].ToString()));
        Assert.Contains("you hand the date to Google or Microsoft", page.Body?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterConfirming_TheLinksStandThere_AndTheRemindersThatWillCome()
    {
        using var client = site.Prospect();
        var link = await site.Confirms(client, "calendar@beispiel.example");
        var page = await client.Page(link);
        Assert.Contains("/de/webinare/ask-first/termin.ics", page, StringComparison.Ordinal);
        Assert.Contains("eine Erinnerung einen Tag und eine Stunde vor Beginn", page, StringComparison.Ordinal);
        Assert.DoesNotContain("live.wegwarte.example", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/de/webinare/no-such-webinar/termin.ics")]
    [InlineData("/de/webinare/ask-first/event.ics")]
    public async Task WhatIsNotThere_IsNotFound(string path)
    {
        using var client = site.Prospect();
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<IReadOnlyList<string>> Links(HttpClient client, string path)
    {
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(path, TestContext.Current.CancellationToken));
        return [.. page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href") ?? "")];
    }
}
