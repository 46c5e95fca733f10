using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Data;

/// <summary>The list of columns that can hold text is complete, and each has its reason.</summary>
[Rule("P15")]
public sealed partial class TextColumnTests(SharedSite site)
{
    private static readonly string _list = Path.Combine(SiteHost.Repository, "docs", "text-columns.md");

    [Fact]
    public async Task EveryColumnThatCanHoldText_IsOnTheListWithItsReason_AndNoOther()
    {
        var there = (await Columns<SiteDb>()).Concat(await Columns<StaffDb>()).ToList();
        var listed = Line().Matches(await File.ReadAllTextAsync(_list, TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Select(l => l.Groups["column"].Value).Order(StringComparer.Ordinal));
        Assert.All(listed, l => Assert.False(string.IsNullOrWhiteSpace(l.Groups["holds"].Value) || string.IsNullOrWhiteSpace(l.Groups["why"].Value), l.Value));
        Assert.Equal(["AccessRequest.AddressKey", "Answer.Value", "Prospect.Address", "Prospect.AddressKey"], listed.Where(l => l.Groups["holds"].Value.Contains("**", StringComparison.Ordinal)).Select(l => l.Groups["column"].Value));
    }

    private Task<List<string>> Columns<T>() where T : DbContext => site.With((T db) => Task.FromResult(Tables.Columns(db)
        .Where(c => c.Type == typeof(string) || c.Type == typeof(byte[])).Select(c => $"{c.Table}.{c.Name}").Distinct().ToList()));

    [GeneratedRegex(@"^\| (?<column>\w+\.\w+) \|(?<holds>[^|\n]*)\|(?<why>[^|\n]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
