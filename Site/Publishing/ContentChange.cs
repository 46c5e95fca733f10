using Site.Data;

namespace Site.Publishing;

/// <summary>
/// Judges a change of the live content before it happens. A real seam: lower folders know what terms and people are, this one knows files.
/// </summary>
public interface IContentJudge
{
    /// <summary>Says to <paramref name="change"/> what has to wait for somebody's approval, and what may not happen at all.</summary>
    Task Judge(ContentChange change, SiteDb db);
}

/// <summary>What is live and what would be live instead, with what the judges say to it.</summary>
public sealed class ContentChange(Snapshot live, Snapshot next)
{
    private readonly List<WaitingChange> _waiting = [];
    private readonly List<ContentError> _refused = [];

    public Snapshot Live { get; } = live;

    public Snapshot Next { get; } = next;

    /// <summary>What may not go live before somebody with the right to it has approved; empty if nothing.</summary>
    public IReadOnlyList<WaitingChange> Waiting => _waiting;

    public IReadOnlyList<ContentError> Refused => _refused;

    public void Wait(WaitingChange change) => _waiting.Add(change);

    /// <summary>Notes that the change may not happen, approved or not.</summary>
    public void Refuse(string file, string reason) => _refused.Add(new ContentError(file, 0, reason));
}

/// <summary>
/// One thing that has to wait, in plain words: in which file, <paramref name="Place"/> where in it ("purposes.webinar"), what it is called, which side of it
/// changes, and the words before and after; null where there are none yet, or none any more.
/// </summary>
public sealed record WaitingChange(string File, string Place, Words Title, Words Aspect, Words? Before, Words? After)
{
    /// <summary>In one line, for the log.</summary>
    public override string ToString() => $"{File}: {Place}: {Aspect.English}: {Quoted(Before)} → {Quoted(After)}";

    private static string Quoted(Words? words) => words is null ? "nothing" : $"“{Shortened(words.English.ReplaceLineEndings("; "))}”";

    private static string Shortened(string text) => text.Length > 60 ? $"{text[..60].TrimEnd()} …" : text;
}
