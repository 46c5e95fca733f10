namespace Site.Publishing;

/// <summary>What is wrong with the content, where, and what mends it. <paramref name="Line"/> counts from 1; 0 is the whole file.</summary>
public sealed record ContentError(string File, int Line, string Reason)
{
    /// <summary>The same for whoever writes at the desk in German; null where only deployments can be at fault.</summary>
    public string? German { get; init; }

    public string Said(Language language) => language[German ?? Reason, Reason];

    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Reason}" : $"{File}: {Reason}";
}

/// <summary>The content is broken; nothing of it goes live.</summary>
public sealed class ContentException(IReadOnlyList<ContentError> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<ContentError> Errors { get; } = errors;
}

/// <summary>Collects every error of one reading, so that an author sees them all at once.</summary>
public sealed class ContentErrors
{
    private readonly List<ContentError> _errors = [];
    private readonly List<ContentError> _unreadable = [];

    /// <summary>The file cannot be read at all; what others miss because of that is not worth saying.</summary>
    public void AddUnreadable(string file, int line, string reason) => _unreadable.Add(new ContentError(file, line, reason));

    public void Add(string file, int line, string reason) => _errors.Add(new ContentError(file, line, reason));

    public void Add(string file, int line, Words reason) => _errors.Add(new ContentError(file, line, reason.English) { German = reason.German });

    /// <exception cref="ContentException">There was at least one error.</exception>
    public void ThrowIfAny()
    {
        var said = _unreadable.Count > 0 ? _unreadable : _errors;
        if (said.Count > 0)
        {
            throw new ContentException([.. said.DistinctBy(e => e.ToString()).OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line)]);
        }
    }
}
