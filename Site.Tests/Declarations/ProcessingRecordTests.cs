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
        var record = Of(language);
        Assert.Equal("abcdefg", string.Concat(record.Columns.Select(c => c.Letter).Distinct().Order()));
        Assert.Equal([.. Use.Purposes.Select(p => p.Key), "evidence", "backups", "suppression"], record.Rows.Select(r => r.Purpose));
        Assert.All(record.Rows, r => Assert.All(record.Columns, c => Assert.NotEmpty(string.Concat(r.Cells[c.Key]))));
        Assert.All(record.Columns.Where(c => c.IsCommon), c => Assert.Single(record.Rows.Select(r => string.Join('|', r.Cells[c.Key])).Distinct()));
    }

    [Fact, Rule("P5")]
    public void TheCells_SayWhatTheFormSays()
    {
        var record = Of(Language.German);
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
        var record = Of(Language.English);
        var csv = Encoding.UTF8.GetString(record.ToCsv());
        Assert.All(record.Columns, c => Assert.Contains(c.Title, csv, StringComparison.Ordinal));
        Assert.DoesNotMatch("(^|,|\r\n)\"?[=@-]", csv);
        using var json = JsonDocument.Parse(record.ToJson());
        var root = json.RootElement;
        foreach (var (row, written) in record.Rows.Zip([.. root.GetProperty("processing").EnumerateArray(), root.GetProperty("evidence"), root.GetProperty("backups"), root.GetProperty("suppression")]))
        {
            Assert.All(record.Columns, c => Assert.Equal(row.Cells[c.Key], written.GetProperty("said").GetProperty(c.Key).EnumerateArray().Select(e => e.GetString() ?? "")));
        }
    }

    [Fact]
    public void TheFiles_SayWhenAndOfWhatTheyWereMade()
    {
        var csv = Encoding.UTF8.GetString(Of(Language.German).ToCsv());
        Assert.Contains("Stand,Fassung der Inhalte,Fassung der Datenschutzhinweise", csv, StringComparison.Ordinal);
        Assert.Contains("2026-03-02T09:00:00Z,7,1", csv, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Of(Language.German).ToJson());
        Assert.Equal(("2026-03-02T09:00:00Z", 7, 1), (
            json.RootElement.GetProperty("asOf").GetString(), json.RootElement.GetProperty("contentVersion").GetInt32(), json.RootElement.GetProperty("privacyNotice").GetProperty("version").GetInt32()));
    }

    [Fact]
    public void TheJson_HasTheSameIdsAndPeriodsInEveryLanguage()
    {
        using var json = JsonDocument.Parse(Of(Language.German).ToJson());
        var newsletter = json.RootElement.GetProperty("processing").EnumerateArray().Single(p => p.GetProperty("id").GetString() == "newsletter");
        Assert.Equal(("6-1-a", "P0D", "withdrawal", "P3Y"), (
            newsletter.GetProperty("basis").GetString(), newsletter.GetProperty("retention").GetProperty("period").GetString(),
            newsletter.GetProperty("retention").GetProperty("after").GetString(), newsletter.GetProperty("proof").GetProperty("period").GetString()));
        Assert.Equal("P30D", json.RootElement.GetProperty("backups").GetProperty("period").GetString());
        Assert.Equal(Stable(Language.German), Stable(Language.English));

        string Stable(Language language)
        {
            var root = System.Text.Json.Nodes.JsonNode.Parse(Of(language).ToJson())!.AsObject();
            foreach (var said in root["processing"]!.AsArray().Append(root["evidence"]).Append(root["backups"]).Append(root["suppression"]))
            {
                Assert.True(said!.AsObject().Remove("said"));
            }

            Assert.True(root.Remove("language") && root.Remove("privacyNotice"));
            return root.ToJsonString();
        }
    }

    [Theory, Rule("P16"), Rule("P5")]
    [InlineData("de", "Art. 6 Abs. 1 lit. c mit Art. 5 Abs. 2 und Art. 7 Abs. 1 DSGVO", "bis zum Ende des 3. Kalenderjahres", "für den Datenschutz zuständig", "nach 30 Tagen überschrieben", "/de/datenschutz")]
    [InlineData("en", "Art. 6 (1)(c) with Art. 5 (2) and Art. 7 (1) GDPR", "until the end of the 3rd calendar year", "in charge of data protection", "overwritten after 30 days", "/en/privacy")]
    public async Task EvidenceAndBackups_HaveTheirBasisRetentionAndReaders_InTheRecordAndInThePrivacyNotice(string code, string basis, string kept, string seen, string backups, string path)
    {
        var rows = Of(Language.Of(code)).Rows.ToDictionary(r => r.Purpose, r => string.Join(' ', r.Cells.Values.SelectMany(c => c)).Replace('\u00A0', ' '));
        using var client = site.Prospect();
        var notice = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(path, TestContext.Current.CancellationToken)).Replace('\u00A0', ' ');
        Assert.All([basis, kept, seen], said => Assert.Contains(said, rows["evidence"], StringComparison.Ordinal));
        Assert.Contains(backups, rows["backups"], StringComparison.Ordinal);
        Assert.All([basis, kept, seen, backups], said => Assert.Contains(said, notice, StringComparison.Ordinal));
    }

    [Theory, Rule("M7"), Rule("M6")]
    [InlineData("de", "Nach „Das war ich nicht“ 365 Tage", "nach einer unzustellbaren E-Mail 180 Tage", "Art. 6 Abs. 1 lit. f DSGVO", "/de/datenschutz")]
    [InlineData("en", "After “this was not me” 365 days", "after an e-mail that came back 180 days", "Art. 6 (1)(f) GDPR", "/en/privacy")]
    public async Task TheSuppressionList_IsDeclared_InTheRecordAndInThePrivacyNotice(string code, string blocked, string unreachable, string basis, string path)
    {
        var row = string.Join(' ', Of(Language.Of(code)).Rows.Single(r => r.Purpose == "suppression").Cells.Values.SelectMany(c => c)).Replace('\u00A0', ' ');
        using var client = site.Prospect();
        var notice = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(path, TestContext.Current.CancellationToken)).Replace('\u00A0', ' ');
        Assert.All([blocked, unreachable, basis], said => Assert.Contains(said, row, StringComparison.Ordinal));
        Assert.All([blocked, unreachable, basis], said => Assert.Contains(said, notice, StringComparison.Ordinal));
        Assert.Contains("id=\"suppression\"", notice, StringComparison.Ordinal);
    }

    private ProcessingRecord Of(Language language) =>
        ProcessingRecord.Of(Use, new RecordState(SiteHost.Beginning, 7, new PrivacyVersion(1, "hash", SiteHost.Beginning, null)), language);
}
