namespace Site.Evidence;

/// <summary>What happened. An opened link is not an event: GET changes nothing (rule M3).</summary>
public enum Act
{
    Requested,
    LetterSent,
    LetterWithheld,
    Confirmed,
    Granted,
    Withdrawn,
    Cancelled,
    Viewed,

    /// <summary>An evidence pack of a person, or the whole log, left the house.</summary>
    Exported,

    Erased,

    /// <summary>About nobody: retention was kept, and how much of what was erased.</summary>
    RetentionRun,

    /// <summary>About nobody: another key signs from now on.</summary>
    KeyChanged,

    /// <summary>About nobody: a backup was restored; a new log goes on from the last anchored checkpoint.</summary>
    LogOpened,
}
