using Site.Publishing;

namespace Site.Mail;

/// <summary>What the layout itself says.</summary>
internal sealed record LetterWords(string WhyYouGetThis, string UsedForThis, string NotCounted)
{
    private static readonly LetterWords _german = new(
        "Warum Sie diese E-Mail bekommen", "Verwendet haben wir dafür:", "Ob Sie diese E-Mail öffnen, zählen wir nicht.");

    private static readonly LetterWords _english = new(
        "Why you get this e-mail", "What we used for it:", "We do not count whether you open this e-mail.");

    internal static LetterWords In(Language language) => language == Language.German ? _german : _english;

    internal string Used(Letter letter) => $"{UsedForThis} {string.Join(", ", letter.UsedFields.Select(f => f.Label))}.";
}
