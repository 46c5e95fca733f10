using NodaTime;
using Site.Declarations;
using Site.Evidence;
using Site.Mail;
using Site.SignUps;

namespace Site.MyData.Pack;

/// <summary>One person with all that the site holds as evidence about them: every sign-up, proven as far as a checkpoint is published.</summary>
/// <param name="Published">The checkpoint published last, a signed note; null before the first.</param>
public sealed record PackedPerson(
    long ProspectId, Guid PublicId, string Address, Instant FirstSeenAt, IReadOnlyList<PackedSignUp> SignUps, TreeHead? Head, string? Published, IReadOnlyList<NoteKey> Keys)
{
    /// <summary>The notices under which they signed up, each once.</summary>
    public IEnumerable<string> Notices => SignUps.Select(s => s.Receipt.NoticeHash).Distinct();
}

/// <summary>One sign-up with the receipt of every event about it and the letters of which a copy is kept.</summary>
public sealed record PackedSignUp(SignUp SignUp, Receipt Receipt, IReadOnlyList<PackedLetter> Letters)
{
    /// <summary>Its receipt in the pack.</summary>
    public string File => $"receipts/{SignUp.Form.Replace('/', '-')}-{SignUp.PublicId.ToString("N")[..8]}.json";

    public Form Form => Receipt.Form;

    /// <summary>The letter that an event tells of; null if no copy of it is kept.</summary>
    public PackedLetter? LetterOf(ReceiptEvent happened) => happened.Said("letter") is { } letter ? Letters.FirstOrDefault(l => $"{l.Letter}" == letter) : null;
}

/// <summary>A letter as it was sent, by the id of its copy.</summary>
public sealed record PackedLetter(Guid Letter, LetterKind Kind, Instant SentAt)
{
    private static readonly NodaTime.Text.InstantPattern _time = NodaTime.Text.InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HHmmss'Z'");

    /// <summary>Its file in the pack.</summary>
    public string File => $"letters/{_time.Format(SentAt)}-{Kind.ToString().ToLowerInvariant()}-{Letter.ToString("N")[..8]}.eml";
}
