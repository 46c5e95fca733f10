using DiffPlex;
using Site.Declarations;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>The lines that differ between a file as it is live and as it would be, those of terms and all others: whoever approves approves the whole file.</summary>
public sealed record ChangedFile(string Path, IReadOnlyList<NoticePiece> Lines)
{
    private static readonly string[] _texts = [".yml", ".md", ".css", ".svg"];

    /// <summary>What is no text, such as a picture, has no lines.</summary>
    internal static ChangedFile Of(FileVersions file) => new(
        file.Path, _texts.Any(end => file.Path.EndsWith(end, StringComparison.Ordinal)) ? [.. Differing(file.Live?.Text ?? "", file.Proposed?.Text ?? "")] : []);

    private static IEnumerable<NoticePiece> Differing(string live, string proposed)
    {
        var diff = Differ.Instance.CreateLineDiffs(live, proposed, ignoreWhitespace: false);
        foreach (var block in diff.DiffBlocks)
        {
            foreach (var line in Said(diff.PiecesOld, block.DeleteStartA, block.DeleteCountA))
            {
                yield return new NoticePiece(NoticeChange.Removed, line);
            }

            foreach (var line in Said(diff.PiecesNew, block.InsertStartB, block.InsertCountB))
            {
                yield return new NoticePiece(NoticeChange.Added, line);
            }
        }
    }

    private static IEnumerable<string> Said(IReadOnlyList<string> lines, int from, int count) =>
        lines.Skip(from).Take(count).Select(l => l.Trim()).Where(l => l.Length > 0);
}
