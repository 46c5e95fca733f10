using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MimeKit;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

public sealed partial class LetterPrinterTests : IAsyncLifetime
{
    private PostOffice _post = null!;
    private Guid _id;

    public async ValueTask InitializeAsync()
    {
        _post = await PostOffice.Open();
        _id = await _post.Put();
    }

    [Fact, Rule("M1")]
    public async Task Print_ALetter_SaysTheSameInTextAndHtml()
    {
        var message = (await _post.Print(Samples.Letter(), _id)).Parcel.Message;
        var body = (await new HtmlParser().ParseDocumentAsync(message.HtmlBody ?? "", TestContext.Current.CancellationToken)).Body!;
        body.QuerySelector("div[style^=display]")!.Remove();
        foreach (var link in body.QuerySelectorAll("a"))
        {
            link.TextContent += link.TextContent == link.GetAttribute("href") ? "" : " " + link.GetAttribute("href");
        }

        foreach (var end in body.QuerySelectorAll("td,p,br,h1,h2,li"))
        {
            end.Insert(AdjacentPosition.AfterEnd, " ");
        }

        Assert.Equal(Words(body.TextContent).Order(), Words(message.TextBody!).Order());
    }

    [Fact, Rule("M1")]
    public async Task Print_ALetter_LoadsNothingFromElsewhereAndNamesItsLanguage()
    {
        var html = (await _post.Print(Samples.Letter(), _id)).Parcel.Message.HtmlBody!;
        var document = await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken);
        Assert.Equal("de", document.DocumentElement.GetAttribute("lang"));
        Assert.All(document.QuerySelectorAll("[src]"), e => Assert.StartsWith("cid:", e.GetAttribute("src"), StringComparison.Ordinal));
        Assert.Empty(document.QuerySelectorAll("script,link,iframe,form,object,[background]"));
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("prefers-color-scheme:dark", html, StringComparison.Ordinal);
    }

    [Fact, Rule("M1")]
    public async Task Print_WithLineBreaksInSubjectAndNames_BeginsNoOtherHeader()
    {
        var letter = Samples.Letter("Willkommen\r\nBcc: mallory@example.org\n\nX: y") with { Brand = Samples.Brand() with { Name = "Weg\r\nBcc: mallory@example.org" } };
        var bytes = await Bytes(letter);
        var head = bytes[..bytes.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.DoesNotMatch("(?im)^bcc:", head);
        Assert.Empty(MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(bytes)), TestContext.Current.CancellationToken).Bcc);
    }

    [Fact, Rule("M1"), Rule("M6")]
    public async Task Print_ALetter_HasItsHeadersAndOnlyAsciiInShortLines()
    {
        var message = (await _post.Print(Samples.Letter(), _id)).Parcel.Message;
        Assert.Equal("auto-generated", message.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal($"{_id:N}@localhost", message.MessageId);
        Assert.Equal(PostOffice.Now.ToDateTimeOffset(), message.Date);
        Assert.Equal("\"Wegwarte\" <hallo@wegwarte.example>", message.From.ToString());
        var bytes = await Bytes(Samples.Letter());
        Assert.All(bytes.Split("\r\n"), line => Assert.True(line.Length <= 78 && line.All(char.IsAscii), line));
        Assert.All(message.TextBody!.Split('\n'), line => Assert.True(line.Length <= 78 || !line.Contains(' ', StringComparison.Ordinal), line));
    }

    [Fact, Rule("M9")]
    public async Task Print_WithCalendar_CarriesItAsAlternativeAndAttachedWithItsMethod()
    {
        var letter = Samples.Letter() with { Calendar = new CalendarPart("REQUEST", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n") };
        var message = (await _post.Print(letter, _id)).Parcel.Message;
        var parts = message.BodyParts.OfType<TextPart>().Where(p => p.ContentType.IsMimeType("text", "calendar")).ToList();
        Assert.Equal(2, parts.Count);
        Assert.All(parts, p => Assert.Equal("REQUEST", p.ContentType.Parameters["method"]));
        Assert.All(parts, p => Assert.Equal(letter.Calendar.Text, Decoded(p)));
        Assert.Equal("webinar.ics", Assert.Single(message.Attachments).ContentDisposition!.FileName);
        Assert.Equal("multipart/mixed", message.Body!.ContentType.MimeType);
    }

    [Fact, Rule("M4")]
    public async Task Print_TheSameLetterTwice_GivesTheSameBytes() => Assert.Equal(await Bytes(Samples.Letter()), await Bytes(Samples.Letter()));

    [Fact, Rule("S4")]
    public async Task Print_LettersThatDifferInTheirTokensOnly_HaveOneDigest()
    {
        var first = await _post.Print(Samples.Letter(token: _post.Tokens.Write(_id, LetterAct.Cancel)), _id);
        var second = await _post.Print(Samples.Letter(token: _post.Tokens.Write(_id, LetterAct.Receipt)), _id);
        var other = await _post.Print(Samples.Letter(token: new string('a', 44)), _id);
        Assert.Equal(first.Digest, second.Digest);
        Assert.NotEqual(first.Digest, other.Digest);
    }

    [Theory, Rule("S8")]
    [InlineData("<b>x</b><script>alert(1)</script>")]
    [InlineData("![x](https://tracker.example/p.png)")]
    [InlineData("[x](javascript:alert%281%29)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x](data:text/html;base64,xx)")]
    public async Task Print_WithDangerousMarkdown_MakesItHarmless(string markdown)
    {
        var html = (await _post.Print(Samples.Letter() with { BodyMarkdown = markdown }, _id)).Parcel.Message.HtmlBody!;
        var document = await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken);
        Assert.Empty(document.QuerySelectorAll("script,b,img:not([src^='cid:'])"));
        Assert.All(document.QuerySelectorAll("a"), a => Assert.StartsWith("https://", a.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Theory, Rule("S8")]
    [InlineData("Alice [x](https://evil.example) *Muster*")]
    [InlineData("<https://evil.example> & \\`co` | ~ # 1. - +")]
    [InlineData("# Alice\nMuster")]
    public async Task Escape_WhatAPersonTyped_ShowsItAsTyped(string typed)
    {
        var message = (await _post.Print(Samples.Letter() with { BodyMarkdown = LetterMarkdown.Escape(typed) }, _id)).Parcel.Message;
        Assert.Contains(typed.Replace('\n', ' '), message.TextBody, StringComparison.Ordinal);
        var document = await new HtmlParser().ParseDocumentAsync(message.HtmlBody ?? "", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(document.QuerySelectorAll("a"), a => a.GetAttribute("href")!.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_WithoutAHost_PutsTheLetterIntoTheMailboxNewestFirst()
    {
        await _post.Deliver();
        _post.Clock.AdvanceMinutes(1);
        var second = await _post.Put();
        await _post.Deliver();

        var list = _post.Mailbox.List();
        Assert.Equal([$"20261124T090100.000Z-{second:N}", $"20261124T090000.000Z-{_id:N}"], list.Select(l => l.Id));
        var letter = _post.Mailbox.Open(list[0].Id);
        Assert.Contains("data:image/png;base64,", letter!.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("cid:", letter.Html, StringComparison.Ordinal);
        Assert.Null(_post.Mailbox.Open("../token"));
    }

    public ValueTask DisposeAsync() => _post.DisposeAsync();

    private async Task<string> Bytes(Letter letter)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        using var bytes = new MemoryStream();
        (await _post.Print(letter, _id)).Parcel.Message.WriteTo(format, bytes, TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    private static string Decoded(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static IEnumerable<string> Words(string text) =>
        Word().Matches(text.Replace(":\nhttps", " https", StringComparison.Ordinal).Replace("(https", "https", StringComparison.Ordinal)).Select(m => m.Value.Trim('.', ',', ':', ')', '-')).Where(w => w.Length > 0);

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
