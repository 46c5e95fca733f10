using System.Collections.Frozen;
using Site.Declarations;
using Site.Publishing;

namespace Site.MyData.Access;

/// <summary>
/// The form that asks for the link: one field of its own, declared like every other. A site whose content does not say what it is for, as one that was written
/// before there was this form, has no such form and no such page.
/// </summary>
internal sealed class AccessForm : IFormSource
{
    internal const string Key = "my-data";

    private const string Field = "email";

    private static readonly FieldGroup _group = new(Catalogue.Access, new Words("Damit nur Sie es sehen", "So that only you see it"));

    private static readonly FrozenDictionary<Language, FieldWords> _words = new Dictionary<Language, FieldWords>
    {
        [Language.German] = new(
            "E-Mail-Adresse",
            "Dorthin schicken wir den Link, wenn wir etwas unter dieser Adresse gespeichert haben. So sieht es nur, wer ihr Postfach öffnet.",
            "Niemand sonst erfährt, was wir über Sie haben, und auch nicht, ob wir etwas haben.",
            "Ohne Adresse wissen wir nicht, wessen Angaben wir zeigen dürften. Dann hilft eine Mail an die datenschutzbeauftragte Person."),
        [Language.English] = new(
            "E-mail address",
            "The link goes there, if we hold anything under this address. So nobody sees it who cannot open its mailbox.",
            "Nobody else learns what we hold about you, nor whether we hold anything.",
            "Without an address we do not know whose data we may show. Then a mail to our data protection officer helps."),
    }.ToFrozenDictionary();

    public IEnumerable<FormDraft> Forms(Snapshot snapshot) => snapshot.Part<Catalogue>().Purposes.GetValueOrDefault(Catalogue.Access) is { IsConsent: false, Retention.After: RetentionEvent.Request } purpose
        ? [Draft(purpose)] : [];

    private static FormDraft Draft(Purpose purpose) => new(
        Key, new Words("Meine Daten", "My data"), new Words("Link schicken", "Send me the link"), "access-", [Field], [purpose.Key], [], [RetentionEvent.Request])
    {
        Questions = new Dictionary<string, Field>(StringComparer.Ordinal)
        {
            [Field] = new(Field, FieldType.Email, "email", Required: true, new FieldLimits(254, null, null), IsSpecialCategory: false, _group, [purpose], [], _words),
        },
    };
}
