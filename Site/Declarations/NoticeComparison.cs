using DiffPlex;

namespace Site.Declarations;

/// <summary>
/// What became of a notice from one version to another, in the order of the newer one. Compared are the words people read and what controls accept;
/// ids and classes are not.
/// </summary>
/// <param name="Blocks">Every paragraph of both versions, those that stayed included.</param>
public sealed record NoticeComparison(IReadOnlyList<NoticeBlock> Blocks)
{
    // Below that, two paragraphs have little more in common than "and" and "the".
    private const double Alike = 0.4;

    private static readonly Lines _lines = new();

    /// <summary>False where nothing that a person reads has changed.</summary>
    public bool HasChanges => Blocks.Any(b => b.Change != NoticeChange.None);

    /// <summary>Compares two notices as stored, form or privacy notice alike.</summary>
    public static NoticeComparison Of(string olderHtml, string newerHtml)
    {
        var (older, newer) = (NoticeText.Blocks(olderHtml), NoticeText.Blocks(newerHtml));
        var result = new List<NoticeBlock>();
        var at = 0;
        foreach (var edit in Differ.Instance.CreateDiffs(Joined(older), Joined(newer), ignoreWhiteSpace: false, ignoreCase: false, _lines).DiffBlocks)
        {
            result.AddRange(Stayed(newer, at, edit.InsertStartB));
            result.AddRange(Edited([.. older.Skip(edit.DeleteStartA).Take(edit.DeleteCountA)], [.. newer.Skip(edit.InsertStartB).Take(edit.InsertCountB)]));
            at = edit.InsertStartB + edit.InsertCountB;
        }

        return new NoticeComparison([.. result, .. Stayed(newer, at, newer.Count)]);
    }

    private static IEnumerable<NoticeBlock> Stayed(IReadOnlyList<TextBlock> blocks, int from, int to) =>
        blocks.Skip(from).Take(to - from).Select(b => NoticeBlock.Whole(NoticeChange.None, b));

    // Each removed paragraph meets the first added one that reads like it; nothing changes its order.
    private static IEnumerable<NoticeBlock> Edited(TextBlock[] removed, TextBlock[] added)
    {
        var next = 0;
        foreach (var old in removed)
        {
            var like = Array.FindIndex(added, next, a => a.Tag == old.Tag && WordComparison.Likeness(old.Text, a.Text) >= Alike);
            if (like < 0)
            {
                yield return NoticeBlock.Whole(NoticeChange.Removed, old);
                continue;
            }

            foreach (var block in added[next..like])
            {
                yield return NoticeBlock.Whole(NoticeChange.Added, block);
            }

            yield return new NoticeBlock(NoticeChange.Changed, old.Tag, added[like].Under, WordComparison.Of(old.Text, added[like].Text));
            next = like + 1;
        }

        foreach (var block in added[next..])
        {
            yield return NoticeBlock.Whole(NoticeChange.Added, block);
        }
    }

    private static string Joined(IReadOnlyList<TextBlock> blocks) => string.Join('\n', blocks.Select(b => b.Line));

    private sealed class Lines : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => text.Length == 0 ? [] : text.Split('\n');
    }
}

public enum NoticeChange
{
    None,
    Added,
    Removed,
    Changed,
}

/// <summary>One paragraph of a comparison.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Tag">The HTML element it stands in: "p", "dd", "input" …</param>
/// <param name="Under">The headings it stands under, the widest first.</param>
/// <param name="Pieces">Its words; several pieces only where it was changed.</param>
public sealed record NoticeBlock(NoticeChange Change, string Tag, IReadOnlyList<string> Under, IReadOnlyList<NoticePiece> Pieces)
{
    internal static NoticeBlock Whole(NoticeChange change, TextBlock block) => new(change, block.Tag, block.Under, [new NoticePiece(change, block.Text)]);
}

/// <summary>Words that stayed, were added, or were removed.</summary>
public sealed record NoticePiece(NoticeChange Change, string Text);
