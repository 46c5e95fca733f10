using System.Text.RegularExpressions;
using DiffPlex;

namespace Site.Declarations;

/// <summary>Compares two paragraphs word by word.</summary>
internal static partial class WordComparison
{
    private static readonly Words _words = new();

    /// <summary>How many words two texts share: 1 for the same ones, 0 for none.</summary>
    internal static double Likeness(string older, string newer)
    {
        var (old, now) = (Counted(older), Counted(newer));
        var shared = old.Sum(w => Math.Min(w.Value, now.GetValueOrDefault(w.Key)));
        var all = old.Values.Sum() + now.Values.Sum();
        return all == 0 ? 0 : 2.0 * shared / all;
    }

    internal static IReadOnlyList<NoticePiece> Of(string older, string newer)
    {
        var diff = Differ.Instance.CreateDiffs(older, newer, ignoreWhiteSpace: false, ignoreCase: false, _words);
        var (old, now) = (diff.PiecesOld, diff.PiecesNew);
        var edits = new List<Edit>();
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            edits.Add(Edit.Kept(Part(now, at, block.InsertStartB - at)));
            edits.Add(new Edit("", Part(old, block.DeleteStartA, block.DeleteCountA), Part(now, block.InsertStartB, block.InsertCountB)));
            at = block.InsertStartB + block.InsertCountB;
        }

        edits.Add(Edit.Kept(Part(now, at, now.Count - at)));
        return [.. Joined(edits).SelectMany(e => e.Pieces)];
    }

    // "30 days" that became "60 months" is one change and not two around a space.
    private static List<Edit> Joined(IEnumerable<Edit> edits)
    {
        var result = new List<Edit>();
        var gap = "";
        foreach (var edit in edits.Where(e => !e.IsEmpty))
        {
            if (edit.IsKept && result.Count > 0 && !result[^1].IsKept && string.IsNullOrWhiteSpace(edit.Same))
            {
                gap = edit.Same;
            }
            else if (!edit.IsKept && gap.Length > 0)
            {
                result[^1] = result[^1].With(gap, edit);
                gap = "";
            }
            else
            {
                result.Add(edit);
            }
        }

        return gap.Length > 0 ? [.. result, Edit.Kept(gap)] : result;
    }

    private static Dictionary<string, int> Counted(string text) =>
        Word().Matches(text).Where(m => !string.IsNullOrWhiteSpace(m.Value)).GroupBy(m => m.Value).ToDictionary(g => g.Key, g => g.Count());

    private static string Part(IReadOnlyList<string> pieces, int from, int count) => string.Concat(pieces.Skip(from).Take(count));

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Word();

    private sealed class Words : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => [.. Word().Matches(text).Select(m => m.Value)];
    }

    private sealed record Edit(string Same, string Removed, string Added)
    {
        internal bool IsEmpty => Same.Length + Removed.Length + Added.Length == 0;

        internal bool IsKept => Same.Length > 0;

        internal IEnumerable<NoticePiece> Pieces => new[] { new NoticePiece(NoticeChange.None, Same), new(NoticeChange.Removed, Removed), new(NoticeChange.Added, Added) }
            .Where(p => p.Text.Length > 0);

        internal static Edit Kept(string text) => new(text, "", "");

        internal Edit With(string gap, Edit next) => new("", Removed + gap + next.Removed, Added + gap + next.Added);
    }
}
