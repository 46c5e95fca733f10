using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Site.Web;

/// <summary>
/// A table as CSV [RFC 4180]: UTF-8 with a byte order mark, so that spreadsheets read umlauts, lines ending in CR LF. A cell that a spreadsheet would
/// run as a formula is defused with an apostrophe; a telephone number such as "+49 30 123" stays what it is (rule S7).
/// </summary>
public static partial class CsvText
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly SearchValues<char> _quoted = SearchValues.Create("\",;\r\n\t");

    public static byte[] Write(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    internal static string Cell(string value)
    {
        var safe = IsFormula(value) ? "'" + value : value;
        return safe.AsSpan().ContainsAny(_quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static bool IsFormula(string value) => value.Length > 0 && "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) && !Telephone().IsMatch(value);

    // Digits, spaces and brackets alone: nothing that could be calculated with, as a dash or a slash could.
    [GeneratedRegex(@"^\+[0-9][0-9 ()]{3,38}\z")]
    private static partial Regex Telephone();
}
