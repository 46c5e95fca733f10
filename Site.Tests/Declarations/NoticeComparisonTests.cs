using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Site.Declarations;
using Site.Publishing;

namespace Site.Tests.Declarations;

public sealed class NoticeComparisonTests
{
    private const string Older = """
        <h2>Newsletter</h2><p>We send it <b>twice</b> a month.</p>
        <dl><dt>Kept</dt><dd>until 30&nbsp;days after the webinar</dd><dt>Seen by</dt><dd>Beispielhost AG, Germany</dd></dl>
        <h2>Rights</h2><p>You may complain.</p>
        """;

    [Fact]
    public void TheSameWords_WithOtherMarkup_AreNoChange()
    {
        var comparison = NoticeComparison.Of(Older, Older.Replace("<p>", "<p id=\"x\"  class=\"y\">\n  ", StringComparison.Ordinal).Replace("<b>twice</b>", "twice", StringComparison.Ordinal));
        Assert.False(comparison.HasChanges);
        Assert.Equal(8, comparison.Blocks.Count);
    }

    [Fact]
    public void AChangedPeriod_IsNamedWhereItStands_AndAsOneChange()
    {
        var block = Assert.Single(Changes(Older.Replace("30&nbsp;days", "60 months", StringComparison.Ordinal)));
        Assert.Equal((NoticeChange.Changed, "dd"), (block.Change, block.Tag));
        Assert.Equal(["Newsletter", "Kept"], block.Under);
        Assert.Equal(
            [new(NoticeChange.None, "until "), new(NoticeChange.Removed, "30 days"), new(NoticeChange.Added, "60 months"), new(NoticeChange.None, " after the webinar")],
            block.Pieces);
    }

    [Fact]
    public void ARecipientMore_IsAdded_AndNothingElse()
    {
        var block = Assert.Single(Changes(Older.Replace("</dd></dl>", "</dd><dd>Musterpost GmbH, Austria</dd></dl>", StringComparison.Ordinal)));
        Assert.Equal((NoticeChange.Added, "Musterpost GmbH, Austria"), (block.Change, Assert.Single(block.Pieces).Text));
        Assert.Equal(["Newsletter", "Seen by"], block.Under);
    }

    [Fact]
    public void AParagraphLess_IsRemoved_AndAnUnlikeOneIsNotCalledItsChange()
    {
        Assert.Equal((NoticeChange.Removed, "You may complain."), One(Older.Replace("<p>You may complain.</p>", "", StringComparison.Ordinal)));
        var changes = Changes(Older.Replace("You may complain.", "Everything can be withdrawn at once", StringComparison.Ordinal));
        Assert.Equal([NoticeChange.Removed, NoticeChange.Added], changes.Select(c => c.Change));
    }

    [Theory]
    [InlineData("<input name=\"a\" maxlength=\"100\">", "<input name=\"a\" maxlength=\"200\">", "100", "200")]
    [InlineData("<input name=\"a\" type=\"checkbox\">", "<input name=\"a\" type=\"checkbox\" checked>", "", ", checked")]
    public void WhatAControlAccepts_IsCompared(string older, string newer, string removed, string added)
    {
        var pieces = Assert.Single(NoticeComparison.Of(older, newer).Blocks).Pieces;
        Assert.Equal(removed, string.Concat(pieces.Where(p => p.Change == NoticeChange.Removed).Select(p => p.Text)));
        Assert.Equal(added, string.Concat(pieces.Where(p => p.Change == NoticeChange.Added).Select(p => p.Text)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", Older)]
    [InlineData(Older, "")]
    [InlineData(Older, "<p>a</p><p>b</p><p>You may complain loudly.</p>")]
    public void BothVersions_CanBeReadOutOfTheirComparison(string older, string newer)
    {
        var blocks = NoticeComparison.Of(older, newer).Blocks;
        Assert.Equal(Texts(newer), Read(blocks, NoticeChange.Added));
        Assert.Equal(Texts(older).Order(), Read(blocks, NoticeChange.Removed).Order());
    }

    [Fact]
    public async Task AChange_IsSaidInWords_NotByColourAlone()
    {
        var html = System.Net.WebUtility.HtmlDecode(await Rendered(NoticeComparison.Of(Older, Older.Replace("30&nbsp;days", "60 months", StringComparison.Ordinal))));
        Assert.Contains("<b>Changed</b> · Newsletter › Kept", html, StringComparison.Ordinal);
        Assert.Contains("until <del><span class=\"visually-hidden\">[removed: </span>30 days<span class=\"visually-hidden\">]</span></del>", html, StringComparison.Ordinal);
        Assert.Contains("<ins><span class=\"visually-hidden\">[new: </span>60 months<span class=\"visually-hidden\">]</span></ins> after the webinar", html, StringComparison.Ordinal);
        Assert.Contains("3 paragraphs stayed as they were", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsOfANotice_StayWords() =>
        Assert.Contains("&lt;script&gt;", await Rendered(NoticeComparison.Of("<p>a</p>", "<p>&lt;script&gt;x()&lt;/script&gt;</p>")), StringComparison.Ordinal);

    private static List<NoticeBlock> Changes(string newer) => [.. NoticeComparison.Of(Older, newer).Blocks.Where(b => b.Change != NoticeChange.None)];

    private static (NoticeChange, string) One(string newer) => Assert.Single(Changes(newer)) is var block ? (block.Change, block.Pieces[0].Text) : default;

    private static IEnumerable<string> Texts(string html) => NoticeText.Blocks(html).Select(b => b.Text);

    private static IEnumerable<string> Read(IReadOnlyList<NoticeBlock> blocks, NoticeChange side) => blocks
        .Select(b => string.Concat(b.Pieces.Where(p => p.Change == NoticeChange.None || p.Change == side).Select(p => p.Text))).Where(t => t.Length > 0);

    private static async Task<string> Rendered(NoticeComparison comparison)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<NoticeChanges>(ParameterView.FromDictionary(
            new Dictionary<string, object?> { [nameof(NoticeChanges.Comparison)] = comparison, [nameof(NoticeChanges.Language)] = Language.English }))).ToHtmlString());
    }
}
