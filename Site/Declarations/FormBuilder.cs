using Site.Publishing;

namespace Site.Declarations;

/// <summary>Puts a form together out of the catalogue, in one language.</summary>
public static class FormBuilder
{
    /// <param name="snapshot">Where site.yml and the catalogue are taken from.</param>
    /// <param name="draft">What the form asks, checked by its reader: every name in it is declared.</param>
    /// <param name="language">The language of all its words.</param>
    public static Form Build(Snapshot snapshot, FormDraft draft, Language language)
    {
        var catalogue = snapshot.Part<Catalogue>();
        var purposes = draft.Implied.Select(k => Purpose(catalogue.Purposes[k], hasBox: false, language))
            .Concat(draft.Boxes.Select(k => Purpose(catalogue.Purposes[k], hasBox: true, language))).ToList();
        var fields = draft.Fields.Select(k => draft.Find(k, catalogue)).OfType<Field>().ToList();
        return new Form(
            draft.Key, language.Code, draft.Title[language], draft.Button[language], draft.Prefix, Controller(snapshot.Part<SiteSettings>(), language),
            [.. fields.Select(f => f.Group).Distinct().Select(g => new FormGroup(g.Key, g.Title[language]))],
            [.. fields.Select(f => Field(f, draft.Implied.Concat(draft.Boxes).Select(k => catalogue.Purposes[k]), language))],
            purposes);
    }

    internal static FormField Field(Field field, IEnumerable<Purpose> purposes, Language language)
    {
        var words = field.Words[language];
        return new FormField(
            field.Key, field.Type, field.Autocomplete, field.Required, field.Limits.Max, field.Limits.Earliest, field.Limits.Latest, field.IsSpecialCategory, field.Group.Key,
            words.Label, words.Why, words.Benefit, words.IfEmpty,
            [.. field.Purposes.Select(p => p.Key).Intersect(purposes.Select(p => p.Key))],
            [.. field.Choices.Select(c => new FormChoice(c.Key, c.Label[language]))]);
    }

    internal static FormPurpose Purpose(Purpose purpose, bool hasBox, Language language) => new(
        purpose.Key, purpose.Basis, hasBox, purpose.Title[language], purpose.What[language], purpose.Benefit[language],
        purpose.Frequency?[language], purpose.Label?[language], purpose.Consent?[language], purpose.Interest?[language],
        purpose.Channel, purpose.Retention, purpose.IsExplicit, purpose.ProofYears,
        [.. purpose.Recipients.Select(r => Recipient(r, language))]);

    internal static FormRecipient Recipient(Recipient recipient, Language language) =>
        new(recipient.Name, Countries.Name(recipient.Country, language), recipient.Role[language], recipient.Safeguard?[language]);

    internal static FormController Controller(SiteSettings site, Language language) => new(
        site.Controller.Name, site.Controller.Address, site.Controller.Email, site.PrivacyOfficer.Name, site.PrivacyOfficer.Email, site.Authority.Name[language]);
}
