using NodaTime;
using Site.Data;

namespace Site.Staff;

/// <summary>What a member of staff did (rule S6). Insert-only, by trigger too.</summary>
public sealed class AuditRow : IAppendOnly
{
    /// <summary>In the place of an account: somebody on the command line.</summary>
    public const string Operator = "operator";

    public long Id { get; init; }

    public required Instant At { get; init; }

    /// <summary>The account's id, or <see cref="Operator"/>. Not a foreign key: the row outlives the account.</summary>
    public required string StaffId { get; init; }

    public required StaffAct Act { get; init; }

    /// <summary>The random id of the prospect or submission concerned, if any.</summary>
    public Guid? Subject { get; init; }

    /// <summary>What else is to be known, such as the reason of an export or an erasure. Never a prospect's data.</summary>
    public string? Detail { get; init; }
}

/// <summary>What staff can do that is kept.</summary>
public enum StaffAct
{
    AccountCreated,
    AccountDisabled,
    SignedIn,
    SignedOut,
    Viewed,
    Exported,
    Corrected,
    TermsApproved,
    TermsRejected,

    /// <summary>Another time of a webinar, or that it is off, was announced; the detail names it.</summary>
    Announced,

    /// <summary>A letter was put into the outbox once more; the subject is the submission, the detail the kind of letter.</summary>
    LetterSentAgain,

    /// <summary>A person was erased; the subject is the sign-up it was done from, the detail the reason.</summary>
    Erased,

    /// <summary>An address was taken off the suppression list; the subject is the prospect, where they are known. What it is called nobody wrote down.</summary>
    Unsuppressed,
    /// <summary>The wording of a letter was changed; the detail names its file.</summary>
    LetterEdited,

    /// <summary>A test of a letter went, or was to go, to the member's own address.</summary>
    TestSent,

    /// <summary>An issue of the newsletter was begun or its text changed; the detail is its id, here and below.</summary>
    IssueSaved,
    IssueDiscarded,
    IssueReleased,
    IssueStopped,
}
