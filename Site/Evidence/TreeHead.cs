using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Site.Evidence;

/// <summary>What a checkpoint says [c2sp.org/tlog-checkpoint]: which log, how many leaves, which head; and when, in a line of our own.</summary>
public sealed record TreeHead(string Origin, long Size, byte[] Root, Instant At)
{
    private const string AtPrefix = "at ";

    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n{AtPrefix}{InstantPattern.ExtendedIso.Format(At)}\n");

    /// <summary>Null if the text is not a checkpoint's.</summary>
    public static TreeHead? Parse(string text)
    {
        var root = new byte[32];
        return text.Split('\n') is [{ Length: > 0 } origin, var size, var head, var at, ..]
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)
            && Convert.TryFromBase64String(head, root, out var read) && read == root.Length
            && at.StartsWith(AtPrefix, StringComparison.Ordinal) && InstantPattern.ExtendedIso.Parse(at[AtPrefix.Length..]) is { Success: true } instant
            ? new TreeHead(origin, leaves, root, instant.Value) : null;
    }

    public bool SaysTheSame(TreeHead other) => Origin == other.Origin && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);
}
