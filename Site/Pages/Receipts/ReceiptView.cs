using NodaTime;
using Site.Declarations;
using Site.Evidence;
using Site.Publishing;

namespace Site.Pages.Receipts;

/// <summary>A receipt as the page shows it, in plain words.</summary>
/// <param name="Title">What the form was about, in the language of the receipt.</param>
/// <param name="ProofBy">By when the proof follows that is not there yet; null if it is.</param>
public sealed record ReceiptView(Receipt Receipt, string Title, Instant? ProofBy, DateTimeZone Zone, Language In)
{
    public Form Form => Receipt.Form;

    /// <summary>The language of what was agreed, where the page speaks another.</summary>
    public string? Lang => Form.In == In ? null : Form.Language;

    /// <summary>What a letter's or the form's words called each purpose, with what became of it. What follows from the form stands first.</summary>
    public IEnumerable<AgreedPurpose> Purposes => Form.Purposes.Select(p => new AgreedPurpose(p, PurposeHistory.Of(Receipt, p), this)).Where(a => a.Steps.Count > 0);

    /// <summary>When the checkpoint was published that proves the latest proven event; null as long as nothing is proven.</summary>
    public Instant? PublishedAt => Receipt.Events.Select(e => e.Proof is { } proof && SignedNote.Parse(proof.Checkpoint) is { } note ? TreeHead.Parse(note.Text)?.At : null).Max();

    public string When(Instant at) => Dates.Moment(at.InZone(Zone), In);

    public string Day(Instant at) => Dates.Plain(at.InZone(Zone).Date, In);

    /// <summary>What happened, in a sentence.</summary>
    public string Said(ReceiptEvent happened) => happened.Act switch
    {
        Act.Requested => In["Sie haben das Formular abgeschickt.", "You sent the form."] + Boxes(happened),
        Act.Confirmed => In["Sie haben mit dem Knopf hinter dem Link in der E-Mail bestätigt.", "You confirmed with the button behind the link in the e-mail."],
        Act.Granted => In[$"Damit gilt Ihr Ja zu {Named(happened.Purpose)}.", $"With that your yes to {Named(happened.Purpose)} counts."],
        Act.Withdrawn => In[$"Sie haben Ihr Ja zu {Named(happened.Purpose)} zurückgenommen.", $"You took back your yes to {Named(happened.Purpose)}."],
        _ => In["Sie haben abgesagt.", "You cancelled."],
    };

    private string Boxes(ReceiptEvent sent)
    {
        string Of(bool ticked, string words) => string.Join(", ", Form.Boxes.Where(b => sent.Ticked(b.Key) == ticked).Select(b => Quoted(b.Label ?? b.Title))) is { Length: > 0 } boxes ? $" {words} {boxes}." : "";
        return Of(true, In["Angekreuzt:", "Ticked:"]) + Of(false, In["Leer gelassen:", "Left empty:"]);
    }

    private string Named(string? purpose) => Quoted(Form.Purposes.FirstOrDefault(p => p.Key == purpose)?.Title ?? purpose ?? "");

    private string Quoted(string text) => In[$"„{text}“", $"“{text}”"];
}

/// <summary>One purpose, what became of it, and until when what belongs to it is kept.</summary>
public sealed record AgreedPurpose(FormPurpose Purpose, IReadOnlyList<PurposeStep> Steps, ReceiptView View)
{
    public bool IsConsent => Purpose.Basis == LegalBasis.Consent;

    /// <summary>How it stands.</summary>
    public PurposeState State => Steps[^1].State;

    /// <summary>The very words that were agreed to; what we do where no consent was needed.</summary>
    public string Words => View.Receipt.Last(Act.Granted, Purpose.Key)?.Said("words") ?? Purpose.Consent ?? Purpose.What;

    /// <summary>How it stands, in a sentence or two.</summary>
    public string Sentence => State switch
    {
        PurposeState.Refused => L["Nein. Dieses Kästchen blieb leer.", "No. This box was left empty."],
        PurposeState.Asked => L["Noch nicht bestätigt. Solange Sie den Knopf hinter dem Link in der E-Mail nicht drücken, gilt es nicht.", "Not confirmed yet. Until you press the button behind the link in the e-mail it does not count."],
        PurposeState.Live => IsConsent ? L[$"Ja, seit dem {At}.", $"Yes, since {At}."] : L[$"Bestätigt am {At}.", $"Confirmed on {At}."],
        _ => Ended,
    };

    /// <summary>Until when the proof of a consent is kept; null where none is.</summary>
    public string? Proof => !IsConsent || Purpose.ProofYears == 0 || Steps.All(s => s.State != PurposeState.Live) ? null
        : State == PurposeState.Ended ? L[$"Der Nachweis Ihrer Einwilligung bleibt bis zum {LastDay}, für nichts anderes. Dann löschen wir auch ihn.", $"The proof of your consent stays until {LastDay}, for nothing else. Then it is erased too."]
        : Wording.Proof(Purpose.ProofYears, L);

    private Language L => View.In;

    private string At => View.When(Steps[^1].By.HappenedAt);

    private string Ended => Since is not { } since ? L[$"Verworfen am {At}, ohne je bestätigt worden zu sein.", $"Discarded on {At}, without ever having been confirmed."]
        : IsConsent ? L[$"Widerrufen am {At}. Ihr Ja galt seit dem {since}.", $"Withdrawn on {At}. Your yes had counted since {since}."]
        : L[$"Abgesagt am {At}. Bestätigt war es seit dem {since}.", $"Cancelled on {At}. It had been confirmed since {since}."];

    private string? Since => Steps.LastOrDefault(s => s.State == PurposeState.Live) is { } live ? View.When(live.By.HappenedAt) : null;

    private string LastDay => Dates.Plain(new LocalDate(Steps[^1].By.HappenedAt.InZone(View.Zone).Year + Purpose.ProofYears, 12, 31), L);
}
