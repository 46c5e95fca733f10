using System.Text;
using System.Text.Json;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>The record of processing says per purpose all that Art. 30 (1) GDPR asks, in page, CSV and JSON alike.</summary>
public sealed class ProcessingRecordTests(DeclaredHost site) : IClassFixture<DeclaredHost>
{
    private DataUse Use
    {
        get
        {
            _ = site.Services;
            return site.Use;
        }
    }

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void EveryPurpose_HasEveryLetterOfArticle30(string code)
    {
        var language = Language.Of(code);
        var record = ProcessingRecord.Of(Use, language);
        Assert.Equal("abcdefg", string.Concat(record.Columns.Select(c => c.Letter).Distinct().Order()));
        Assert.Equal(Use.Purposes.Select(p => p.Key), record.Rows.Select(r => r.Purpose));
        Assert.All(record.Rows, r => Assert.All(record.Columns, c => Assert.NotEmpty(string.Concat(r.Cells[c.Key]))));
        Assert.All(record.Columns.Where(c => c.IsCommon), c => Assert.Single(record.Rows.Select(r => string.Join('|', r.Cells[c.Key])).Distinct()));
    }

    [Fact, Rule("P5")]
    public void TheCells_SayWhatTheFormSays()
    {
        var record = ProcessingRecord.Of(Use, Language.German);
        foreach (var (purpose, row) in Use.Purposes.Zip(record.Rows))
        {
            Assert.Contains(Wording.Kept(purpose.Retention, Language.German), row.Cells["erasure"]);
            Assert.Contains(Wording.Basis(purpose.Basis, purpose.IsExplicit, Language.German), row.Cells["basis"]);
            Assert.Equal(purpose.Recipients.Select(r => Wording.Recipient(r, Language.German)), row.Cells["recipients"]);
            Assert.Equal(Use.FieldsOf(purpose).Count(), row.Cells["data"].Count);
        }

        var planning = record.Rows.Single(r => r.Purpose == "planning").Cells;
        Assert.Equal(["=Cloud Inc., USA: Standardvertragsklauseln der EU-Kommission"], planning["transfers"]);
        Assert.Equal(["keine"], record.Rows.Single(r => r.Purpose == "newsletter").Cells["transfers"]);
        Assert.Contains("Welche Werkzeuge? (freiwillig; nur bei „Fragen statt sammeln: Kundenreisen aus erster Hand“)", record.Rows.Single(r => r.Purpose == "webinar").Cells["data"]);
    }

    [Fact, Rule("S7")]
    public void TheFiles_AreMadeOfTheSameCells_AndTheirFormulasAreDefused()
    {
        var record = ProcessingRecord.Of(Use, Language.English);
        var csv = Encoding.UTF8.GetString(record.ToCsv());
        Assert.All(record.Columns, c => Assert.Contains(c.Title, csv, StringComparison.Ordinal));
        Assert.DoesNotMatch("(^|,|\r\n)\"?[=@-]", csv);
        using var json = JsonDocument.Parse(record.ToJson());
        foreach (var (row, written) in record.Rows.Zip(json.RootElement.EnumerateArray()))
        {
            Assert.All(record.Columns, c => Assert.Equal(row.Cells[c.Key], written.GetProperty(c.Key).EnumerateArray().Select(e => e.GetString() ?? "")));
        }
    }
}
