namespace Site.Mail;

/// <summary>
/// What a letter says, before it is set. Both parts, text and HTML, are made from it, so they cannot say different things (rule M1).
/// All strings are plain text except <paramref name="BodyMarkdown"/>.
/// </summary>
/// <param name="Language">"de" or "en".</param>
/// <param name="Preheader">What a mail program shows beside the subject.</param>
/// <param name="BodyMarkdown">Markdown without raw HTML and pictures. Anything that a person typed goes in through <see cref="LetterMarkdown.Escape"/>.</param>
/// <param name="Why">Why the person gets this letter.</param>
public sealed record Letter(string Language, string Subject, string Preheader, string BodyMarkdown, string Why, LetterBrand Brand)
{
    /// <summary>Heads the letter. Unless set, the subject up to its first colon: what follows there stands in the letter anyway.</summary>
    public string Headline { get; init; } = Subject.Split(": ")[0];

    /// <summary>The one thing to do.</summary>
    public LetterLink? Button { get; init; }

    /// <summary>What to know at a glance: when, where, how long.</summary>
    public IReadOnlyList<LetterFact> Facts { get; init; } = [];

    /// <summary>The letter asks for one press of its button; that stands before the facts, so that a phone shows it sooner.</summary>
    public bool IsRequest { get; init; }

    /// <summary>The fields whose values were used to write or address this letter; they go into the ledger of use.</summary>
    public IReadOnlyList<UsedField> UsedFields { get; init; } = [];

    /// <summary>What the letter recommends beside what it is about; null for nothing, as in every letter that asks to confirm (rules P9, P10).</summary>
    public LetterTips? Tips { get; init; }

    /// <summary>Ways to stop: cancel, withdraw, "this was not me".</summary>
    public IReadOnlyList<LetterLink> Stops { get; init; } = [];

    /// <summary>A token in it that is no <see cref="LetterToken"/>; it is blanked in what is kept of the letter as those are (rule S4).</summary>
    public string? Secret { get; init; }

    public CalendarPart? Calendar { get; init; }

    /// <summary>Leads to what the person gave or took back, as they may show it to others (rule C2); null where nothing was.</summary>
    public LetterLink? Receipt { get; init; }

    public IReadOnlyList<LetterFile> Files { get; init; } = [];

    /// <summary>Where a mail program unsubscribes with one click (rule M2); in every letter that advertises anything, and in no other.</summary>
    public string? Unsubscribe { get; init; }
}

/// <summary>A file that is attached.</summary>
/// <param name="Name">ASCII, with its ending.</param>
public sealed record LetterFile(string Name, string MediaType, byte[] Bytes);

/// <param name="Url">Absolute, http or https.</param>
public sealed record LetterLink(string Text, string Url);

public sealed record LetterFact(string Label, string Value);

/// <param name="Title">Heads the recommendations.</param>
/// <param name="Why">Why there are any in this letter.</param>
/// <param name="Off">Turns off that they are chosen for this person; null where they are the same for everybody.</param>
public sealed record LetterTips(string Title, IReadOnlyList<LetterTip> All, string Why, LetterLink? Off);

/// <param name="Line">What it is and when.</param>
/// <param name="Why">Why this one; null where <see cref="LetterTips.Why"/> says it for all.</param>
public sealed record LetterTip(LetterLink Link, string Line, string? Why);

/// <param name="Key">As declared in fields.yml.</param>
/// <param name="Label">In the letter's language.</param>
/// <param name="Purpose">What it was used for; null for the purpose that the letter is sent for.</param>
public sealed record UsedField(string Key, string Label, string? Purpose = null);

/// <param name="Method">REQUEST, CANCEL or PUBLISH, the same as in the text (RFC 6047 2.4).</param>
/// <param name="Text">The iCalendar object (RFC 5545), without tokens.</param>
public sealed record CalendarPart(string Method, string Text);

/// <summary>Who writes.</summary>
/// <param name="Email">Answers go here; also the sender, unless Mail__From names another.</param>
/// <param name="LogoPng">320 × 80 pixels, shown at 160 × 40; empty for the name in letters.</param>
public sealed record LetterBrand(
    string Name, string Email, byte[] LogoPng, IReadOnlyList<string> ImprintLines, LetterColours Light, LetterColours Dark);

/// <summary>Colours as <c>#RRGGBB</c>, named as in Content/theme.</summary>
/// <param name="Quiet">Ink for what is said more quietly.</param>
/// <param name="Rule">Hairlines.</param>
/// <param name="AccentInk">Text on the accent.</param>
public sealed record LetterColours(string Paper, string Ink, string Quiet, string Rule, string Accent, string AccentInk);

/// <summary>Writes letters of some kinds. Each feature brings its own; the postman asks when the letter is about to leave.</summary>
public interface ILetterComposer
{
    bool Composes(LetterKind kind);

    /// <summary>The letter as of now; null if there is nothing left to write about: it is then withheld as <see cref="WithheldReason.Ended"/>.</summary>
    Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken);
}
