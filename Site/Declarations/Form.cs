using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// One form in one language with everything that is declared about it. It stands alone: written as JSON it is the notice, and read back
/// it says under which terms a submission was made.
/// </summary>
public sealed record Form(
    string Key, string Language, string Title, string Button, string Prefix, FormController Controller,
    IReadOnlyList<FormGroup> Groups, IReadOnlyList<FormField> Fields, IReadOnlyList<FormPurpose> Purposes)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = NoticeJson.Default,
    };

    internal static JsonSerializerOptions JsonOptions => _json;

    /// <summary>What follows from sending the form, without a box.</summary>
    [JsonIgnore]
    public IEnumerable<FormPurpose> Implied => Purposes.Where(p => !p.HasBox);

    /// <summary>What has a box of its own.</summary>
    [JsonIgnore]
    public IEnumerable<FormPurpose> Boxes => Purposes.Where(p => p.HasBox);

    /// <summary>The field of the address: every form has it.</summary>
    [JsonIgnore]
    public FormField Address => Fields.First(f => f.Type == FieldType.Email);

    [JsonIgnore]
    public Language In => Publishing.Language.Of(Language);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, _json);

    /// <exception cref="JsonException">The bytes are no form.</exception>
    public static Form FromJson(byte[] json) => JsonSerializer.Deserialize<Form>(json, _json) ?? throw new JsonException("The notice is empty.");

    /// <summary>The purposes of this form that a field serves.</summary>
    public IEnumerable<FormPurpose> PurposesOf(FormField field) => Purposes.Where(p => field.Purposes.Contains(p.Key));
}

/// <summary>Who is responsible, whom to ask and where to complain (Art. 13 (1)(a), (b), (2)(d) GDPR).</summary>
public sealed record FormController(string Name, IReadOnlyList<string> Address, string Email, string PrivacyOfficer, string PrivacyOfficerEmail, string Authority);

public sealed record FormGroup(string Key, string Title);

public sealed record FormField(
    string Key, FieldType Type, string? Autocomplete, bool Required, int Max, DateOnly? Earliest, DateOnly? Latest, bool IsSpecialCategory, string Group,
    string Label, string Why, string Benefit, string IfEmpty, IReadOnlyList<string> Purposes, IReadOnlyList<FormChoice> Choices)
{
    internal const string Yes = "yes";
    internal const string No = "no";

    /// <summary>A stored value as people read it: the words of a choice, the name of a country, a date written out. What has no words is shown as it was typed.</summary>
    public string Said(string value, Language language) => Type switch
    {
        FieldType.Choice => ChoiceOf(value),
        FieldType.Choices => string.Join(", ", FieldValue.Keys(value).Select(ChoiceOf)),
        FieldType.YesNo => value switch { Yes => language["Ja", "Yes"], No => language["Nein", "No"], _ => value },
        FieldType.Country => Countries.Name(value, language),
        FieldType.Date => FieldValue.Date(value) is { } date ? Dates.Plain(LocalDate.FromDateOnly(date), language) : FieldValue.Typed(value),
        _ => value,
    };

    private string ChoiceOf(string key) => Choices.FirstOrDefault(c => c.Key == key)?.Label ?? key;
}

public sealed record FormChoice(string Key, string Label);

public sealed record FormPurpose(
    string Key, LegalBasis Basis, bool HasBox, string Title, string What, string Benefit, string? Frequency, string? Label, string? Consent, string? Interest,
    string Channel, Retention Retention, bool IsExplicit, int ProofYears, IReadOnlyList<FormRecipient> Recipients)
{
    /// <summary>The last day on which the proof of this consent is kept once it has ended: the end of the year so many years later (rule P16).</summary>
    public LocalDate ProofUntil(Instant ended, DateTimeZone zone) => new(ended.InZone(zone).Year + ProofYears, 12, 31);
}

public sealed record FormRecipient(string Name, string Country, string Role, string? Safeguard);
