using System.Text.Encodings.Web;
using System.Text.Json;
using Site.Publishing;
using Site.Web;

namespace Site.Declarations;

/// <summary>
/// The record of processing activities (Art. 30 (1) GDPR) in one language: one row a purpose, one column for each of the letters (a) to (g).
/// Page, CSV and JSON are made from it. It says what is done with data and holds none.
/// </summary>
/// <param name="State">When it was made, and of what.</param>
public sealed record ProcessingRecord(DataUse Use, RecordState State, Language Language, IReadOnlyList<RecordColumn> Columns, IReadOnlyList<RecordRow> Rows)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ProcessingRecord Of(DataUse use, RecordState state, Language language) => new(
        use, state, language, ColumnsIn(language), [.. use.Purposes.Select(p => new RecordRow(p.Key, p.Title[language], new RecordCells(use, p, language).All)), .. RecordOwn.Rows(use, RecordCells.Common(use, language), language)]);

    /// <summary>The titles of the columns, then a line a purpose; several entries of a cell stand in lines of their own. In each line stands its state.</summary>
    public byte[] ToCsv() => CsvText.Write(
    [
        [.. Columns.Select(c => c.Title), .. State.Titles(Language)],
        .. Rows.Select(r => (IEnumerable<string>)[.. Columns.Select(c => string.Join('\n', r.Cells[c.Key])), .. State.Values]),
    ]);

    /// <summary>The state, and a list of purposes: ids, articles and periods (ISO 8601) that stay the same in every language, and under "said" the words of the columns.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(RecordJson.Of(this), _json);

    private static IReadOnlyList<RecordColumn> ColumnsIn(Language l) =>
    [
        new("purpose", "b", l["Zweck", "Purpose"]),
        new("basis", "", l["Rechtsgrundlage", "Legal basis"]),
        new("controller", "a", l["Verantwortlich", "Controller"]),
        new("representative", "a", l["Vertreten durch", "Represented by"]),
        new("officer", "a", l["Datenschutzbeauftragte Person", "Data protection officer"]),
        new("people", "c", l["Betroffene Personen", "Data subjects"]),
        new("data", "c", l["Kategorien von Daten", "Categories of data"]),
        new("recipients", "d", l["Empfänger", "Recipients"]),
        new("transfers", "e", l["Drittländer und Garantien", "Third countries and safeguards"]),
        new("erasure", "f", l["Löschfristen", "Erasure"]),
        new("access", "", l["Wer es bei uns sieht", "Who of us sees it"]),
        new("security", "g", l["Sicherheit (Art. 32)", "Security (Art. 32)"]),
    ];
}

/// <summary>A column: its key in JSON, its letter in Art. 30 (1) GDPR, empty for what the law does not ask, and its title.</summary>
public sealed record RecordColumn(string Key, string Letter, string Title)
{
    /// <summary>True for what is the same in every row: who is responsible, and the security measures.</summary>
    public bool IsCommon => Letter is "a" or "g";
}

/// <summary>One purpose, or what is kept beside all of them; each cell is a list of entries.</summary>
public sealed record RecordRow(string Purpose, string Title, IReadOnlyDictionary<string, IReadOnlyList<string>> Cells);

/// <summary>What stands in the cells of one purpose.</summary>
internal sealed class RecordCells(DataUse use, Purpose purpose, Language l)
{
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> All => new Dictionary<string, IReadOnlyList<string>>(Common(use, l), StringComparer.Ordinal)
    {
        ["purpose"] = [purpose.Title[l], purpose.What[l]],
        ["basis"] = purpose.Interest is { } interest ? [Wording.Basis(purpose.Basis, purpose.IsExplicit, l), interest[l]] : [Wording.Basis(purpose.Basis, purpose.IsExplicit, l)],
        ["people"] = [purpose.People[l]],
        ["data"] = [.. use.FieldsOf(purpose).Select(Data)],
        ["recipients"] = [.. purpose.Recipients.Select(r => Wording.Recipient(r, l))],
        ["transfers"] = Transfers,
        ["erasure"] = Erasure,
        ["access"] = [l["Wer Anmeldungen betreut; jede Einsicht wird festgehalten", "Those who look after registrations; each look is recorded"]],
    };

    /// <summary>What is the same in every row.</summary>
    internal static Dictionary<string, IReadOnlyList<string>> Common(DataUse use, Language l)
    {
        var controller = use.Site.Controller;
        return new(StringComparer.Ordinal)
        {
            ["controller"] = [controller.Name, string.Join(", ", [.. controller.Address, Countries.Name(controller.Country, l)]), controller.Email, controller.Phone],
            ["representative"] = [controller.RepresentedBy],
            ["officer"] = [use.Site.PrivacyOfficer.Name, use.Site.PrivacyOfficer.Email],
            ["security"] = [use.Site.Security[l]],
        };
    }

    private IReadOnlyList<string> Transfers
    {
        get
        {
            var abroad = purpose.Recipients.Where(r => !Countries.IsInEea(r.Country)).ToList();
            return abroad.Count == 0 ? [l["keine", "none"]] : [.. abroad.Select(r => $"{r.Name}, {Countries.Name(r.Country, l)}: {r.Safeguard?[l]}")];
        }
    }

    private IReadOnlyList<string> Erasure => Wording.Proof(purpose.ProofYears, l) is { } proof
        ? [Wording.Kept(purpose.Retention, l), proof, Unconfirmed]
        : [Wording.Kept(purpose.Retention, l), Unconfirmed];

    private string Unconfirmed => l[
        $"was nicht {PrivacyNotice.Within(use.Site.ConfirmWithin, l)} bestätigt wird: danach sofort",
        $"what is not confirmed {PrivacyNotice.Within(use.Site.ConfirmWithin, l)}: right after that"];

    private string Data(DeclaredField declared)
    {
        var field = declared.Field;
        var remarks = new List<string> { Wording.Duty(field.Required, l) };
        remarks.AddRange(declared.Form is { } form ? [l[$"nur bei „{form.Title[l]}“", $"only for “{form.Title[l]}”"]] : Array.Empty<string>());
        remarks.AddRange(field.IsSpecialCategory ? [l["besondere Kategorie, Art. 9", "special category, Art. 9"]] : Array.Empty<string>());
        return $"{field.Words[l].Label} ({string.Join("; ", remarks)})";
    }
}
