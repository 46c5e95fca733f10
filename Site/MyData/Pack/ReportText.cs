using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using Site.Declarations;
using Site.Evidence;
using Site.Publishing;

namespace Site.MyData.Pack;

/// <summary>What a report says of events, in its own language; the words of a form stay in the language in which they were shown.</summary>
public sealed class ReportText(Language l, DateTimeZone zone)
{
    // What the report shows by itself, in its own place.
    private static readonly HashSet<string> _shown = ["boxes", "words", "title", "notice", "messageId", "digest"];

    internal string Time(Instant at) => Dates.Exact(at.InZone(zone), l);

    internal string Tongue(string code) => code == "de" ? l["deutsch", "German"] : l["englisch", "English"];

    /// <summary>Every box that was shown, by its purpose, and whether it was ticked (rule P7).</summary>
    internal static IEnumerable<(string Title, bool IsTicked)> Boxes(ReceiptEvent requested, Form form)
    {
        using var envelope = JsonDocument.Parse(requested.Payload);
        return envelope.RootElement.TryGetProperty("record", out var record) && record.TryGetProperty("boxes", out var boxes)
            ? [.. boxes.EnumerateObject().Select(b => (form.Purposes.FirstOrDefault(p => p.Key == b.Name)?.Title ?? b.Name, b.Value.ValueKind == JsonValueKind.True))] : [];
    }

    /// <summary>What an event recorded beyond what the report shows by itself, as name and words.</summary>
    internal IEnumerable<(string Name, string Said, bool IsHash)> Facts(ReceiptEvent happened, Form form)
    {
        using var envelope = JsonDocument.Parse(happened.Payload);
        return envelope.RootElement.TryGetProperty("record", out var record)
            ? [.. record.EnumerateObject().Where(f => !_shown.Contains(f.Name) && EventNames.Fact(f.Name, l) is not null)
                .Select(f => (EventNames.Fact(f.Name, l) ?? f.Name, EventFacts.Said(f.Value, form, l), EventFacts.IsHash(f.Name)))] : [];
    }

    /// <summary>What was sealed of an event, in a sentence.</summary>
    internal string Proof(ReceiptEvent happened) => happened.Proof is { } proof && SignedNote.Parse(proof.Checkpoint) is { } note && TreeHead.Parse(note.Text) is { } head
        ? l[$"Blatt {proof.Index} von {head.Size} in {head.Origin}, belegt durch den Stand vom {Time(head.At)}", $"Leaf {proof.Index} of {head.Size} in {head.Origin}, proven by the checkpoint of {Time(head.At)}"]
        : l["Noch von keinem veröffentlichten Stand erfasst", "Not covered by a published checkpoint yet"];

    /// <summary>The words that were agreed to: as the event holds them, or as the form said them for events of before.</summary>
    internal static string Words(ReceiptEvent granted, Form form) =>
        granted.Said("words") ?? form.Purposes.FirstOrDefault(p => p.Key == granted.Purpose) switch { { } purpose => purpose.Consent ?? purpose.What, null => "" };

    internal static string Title(ReceiptEvent about, Form form) => form.Purposes.FirstOrDefault(p => p.Key == about.Purpose)?.Title ?? about.Said("title") ?? about.Purpose ?? "";

    /// <summary>What ended a consent, be it a withdrawal or the cancellation of what it was all about; null while it is live.</summary>
    internal static ReceiptEvent? Ended(PackedSignUp signUp, string? purpose) => signUp.Form.Purposes.FirstOrDefault(p => p.Key == purpose) is { } declared
        && PurposeHistory.Of(signUp.Receipt, declared) is [.., { State: PurposeState.Ended } last] ? last.By : null;

    /// <summary>What became of a sign-up, as one would tell it.</summary>
    internal IEnumerable<string> Told(PackedSignUp signUp)
    {
        var (receipt, form) = (signUp.Receipt, signUp.Form);
        if (receipt.Last(Act.Requested) is { } requested)
        {
            var boxes = Boxes(requested, form).ToList();
            yield return l[$"Am {Time(requested.At)} wurde das Formular „{form.Title}“ mit dieser Adresse abgeschickt.", $"On {Time(requested.At)} the form “{form.Title}” was sent with this address."];
            yield return boxes.Exists(b => b.IsTicked) ? $"{l["Angekreuzt war", "Ticked"]}: {Listed(boxes.Where(b => b.IsTicked))}." : "";
            yield return boxes.Exists(b => !b.IsTicked) ? $"{l["Leer blieb", "Left empty"]}: {Listed(boxes.Where(b => !b.IsTicked))}." : "";
        }

        yield return receipt.Last(Act.Confirmed) is { } confirmed
            ? l[$"Am {Time(confirmed.At)} wurde der Knopf hinter dem Link gedrückt, der nur an diese Adresse ging. Erst damit galt, was angekreuzt war.", $"On {Time(confirmed.At)} the button behind the link was pressed that went to this address only. What was ticked took effect by this alone."]
            : l["Bestätigt wurde das nie: Es galt also nichts davon.", "This was never confirmed: nothing of it took effect."];
        foreach (var ended in receipt.Events.Where(e => e.Act is Act.Withdrawn or Act.Cancelled))
        {
            yield return ended.Act == Act.Withdrawn
                ? l[$"Am {Time(ended.At)} wurde widerrufen: {Title(ended, form)}.", $"On {Time(ended.At)} a consent was withdrawn: {Title(ended, form)}."]
                : l[$"Am {Time(ended.At)} wurde die Anmeldung abgesagt.", $"On {Time(ended.At)} the sign-up was cancelled."];
        }
    }

    /// <summary>Any text as a string of a style sheet that stands inside a page: what is neither letter nor digit is escaped [CSS Syntax 4.3.7].</summary>
    internal static string CssString(string text) => text.EnumerateRunes().Aggregate(new StringBuilder("\""), (css, rune) =>
        Rune.IsLetterOrDigit(rune) && rune.IsAscii ? css.Append(rune) : css.Append(CultureInfo.InvariantCulture, $"\\{rune.Value:x} ")).Append('"').ToString();

    private string Listed(IEnumerable<(string Title, bool IsTicked)> boxes) => string.Join(", ", boxes.Select(b => b.Title)) is { Length: > 0 } titles ? titles : l["nichts", "nothing"];
}
