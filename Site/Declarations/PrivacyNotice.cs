using System.Text.Json;
using NodaTime;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// The privacy notice in one language (Art. 13 GDPR): every fact it states. It stands alone like a <see cref="Form"/>: written as JSON and
/// rendered as HTML it is stored as a <see cref="Notice"/> when it is published.
/// </summary>
/// <param name="ConfirmWithin">"innerhalb von 7 Tagen": when an unconfirmed sign-up is erased.</param>
/// <param name="Abroad">Recipients outside the European Economic Area; each has a safeguard.</param>
/// <param name="BackupDays">After how many days a backup is overwritten.</param>
/// <param name="BlockedDays">How long an address stays blocked after "this was not me".</param>
/// <param name="UnreachableDays">How long one that could not be reached is not written to.</param>
public sealed record PrivacyNotice(
    string Language, FormController Controller, PrivacyContacts Contacts, string ConfirmWithin,
    IReadOnlyList<FormPurpose> Purposes, IReadOnlyList<PrivacyField> Fields, IReadOnlyList<FormRecipient> Abroad, int BackupDays,
    int BlockedDays, int UnreachableDays)
{
    /// <summary>What it is published under, beside the keys of the forms.</summary>
    public const string Key = "privacy";

    /// <summary>People can open what is held about them.</summary>
    public bool ShowsOwnData() => Purposes.Any(p => p.Key == Catalogue.Access);

    public Language In() => Publishing.Language.Of(Language);

    public IEnumerable<FormRecipient> Recipients() => Purposes.SelectMany(p => p.Recipients).Distinct();

    public IEnumerable<PrivacyField> FieldsOf(FormPurpose purpose) => Fields.Where(f => f.Field.Purposes.Contains(purpose.Key));

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Form.JsonOptions);

    public static PrivacyNotice Of(DataUse use, Language language) => new(
        language.Code, FormBuilder.Controller(use.Site, language), Contact(use.Site, language), Within(use.Site.ConfirmWithin, language),
        [.. use.Purposes.Select(p => FormBuilder.Purpose(p, hasBox: p.IsConsent, language))],
        [.. use.Fields.Select(f => new PrivacyField(f.Id, f.Form?.Title[language], FormBuilder.Field(f.Field, f.Field.Purposes, language)))],
        [.. use.Abroad.Select(r => FormBuilder.Recipient(r, language))], use.Site.BackupDays, use.Site.BlockedDays, use.Site.UnreachableDays);

    private static PrivacyContacts Contact(SiteSettings site, Language language) => new(
        Countries.Name(site.Controller.Country, language), site.Controller.RepresentedBy, site.Controller.Phone, site.Authority.Address, site.Authority.Url);

    internal static string Within(Duration period, Language language)
    {
        var hours = (int)period.TotalHours;
        return hours % 24 == 0 && hours > 0
            ? language[$"innerhalb von {hours / 24} {(hours == 24 ? "Tag" : "Tagen")}", $"within {hours / 24} {(hours == 24 ? "day" : "days")}"]
            : language[$"innerhalb von {(int)period.TotalMinutes} Minuten", $"within {(int)period.TotalMinutes} minutes"];
    }
}

/// <summary>How to reach those responsible, beyond what stands with every form (Art. 13 (1)(a), (2)(d) GDPR).</summary>
public sealed record PrivacyContacts(string Country, string RepresentedBy, string Phone, IReadOnlyList<string> AuthorityAddress, string AuthorityUrl);

/// <summary>A field, and the title of the only form that asks it; null for one of the catalogue.</summary>
public sealed record PrivacyField(string Id, string? Form, FormField Field);
