using NodaTime;
using NodaTime.Text;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>When a record was made and of what: a record without a date proves nothing.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Content">The version of the content it was made from.</param>
/// <param name="Notice">The version of the privacy notice that was in force.</param>
public sealed record RecordState(Instant At, long Content, PrivacyVersion Notice)
{
    internal IEnumerable<string> Values => [InstantPattern.General.Format(At), $"{Content}", $"{Notice.Number}"];

    internal IEnumerable<string> Titles(Language l) =>
        [l["Stand", "As of"], l["Fassung der Inhalte", "Version of the content"], l["Fassung der Datenschutzhinweise", "Version of the privacy notice"]];
}
