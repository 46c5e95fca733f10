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

    /// <summary>The person opened the page with their own data (Art. 15 GDPR).</summary>
    Accessed,

    /// <summary>The person took their own data along (Art. 20 GDPR).</summary>
    TakenAlong,

    /// <summary>The person put answers right (Art. 16 GDPR).</summary>
    Corrected,

    Erased,

    /// <summary>A letter came back: the address cannot be reached (rule M6).</summary>
    Bounced,

    /// <summary>"This was not me": no confirmation letter goes to the address any more (rule M7).</summary>
    Blocked,

    /// <summary>The person took that back.</summary>
    Unblocked,

    /// <summary>About nobody: another time of a webinar, or that it is off, was announced.</summary>
    Announced,

    /// <summary>About nobody: an issue of the newsletter was released, or stopped.</summary>
    Issued,

    /// <summary>About nobody: retention was kept, and how much of what was erased.</summary>
    RetentionRun,

    /// <summary>About nobody: another key signs from now on.</summary>
    KeyChanged,

    /// <summary>About nobody: a backup was restored; a new log goes on from the last anchored checkpoint.</summary>
    LogOpened,
}
