using System.Globalization;
using Site.Publishing;

namespace Site.Mail;

/// <summary>What the layout itself says.</summary>
internal sealed record LetterWords(string WhyYouGetThis, string UsedForThis, string NotCounted, string Quotes, string ReceiptAttached)
{
    private static readonly LetterWords _german = new(
        "Warum Sie diese E-Mail bekommen", "Verwendet haben wir dafür:", "Ob Sie diese E-Mail öffnen, zählen wir nicht.", "„{0}“",
        "Ihr Beleg liegt als Datei bei: was Sie uns erlaubt und was Sie zurückgenommen haben, in welchen Worten und wann. Sobald er versiegelt ist, gibt es ihn hinter dem Link mit Beweis; den können auch andere prüfen.");

    private static readonly LetterWords _english = new(
        "Why you get this e-mail", "What we used for it:", "We do not count whether you open this e-mail.", "“{0}”",
        "Your receipt is attached as a file: what you allowed us and what you took back, in which words and when. Once it is sealed it stands behind the link with its proof, and others can check it too.");

    internal static LetterWords In(Language language) => language == Language.German ? _german : _english;

    internal string Used(Letter letter) => $"{UsedForThis} {string.Join(", ", letter.UsedFields.Select(f => Named(f.Label)))}.";

    // A field that is named by its question would end the sentence before it is over.
    private string Named(string label) => label.EndsWith('?') ? string.Format(CultureInfo.InvariantCulture, Quotes, label) : label;
}
