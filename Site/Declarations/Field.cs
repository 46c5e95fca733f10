using Site.Publishing;

namespace Site.Declarations;

/// <summary>A form field, which cannot exist without saying what it is for.</summary>
public sealed record Field(
    string Key, FieldType Type, string? Autocomplete, bool Required, FieldLimits Limits, bool IsSpecialCategory, FieldGroup Group,
    IReadOnlyList<Purpose> Purposes, IReadOnlyList<Choice> Choices, IReadOnlyDictionary<Language, FieldWords> Words);

/// <summary>What an answer must keep to: at most so many characters; for a date the first and the last one allowed.</summary>
public sealed record FieldLimits(int Max, DateOnly? Earliest, DateOnly? Latest);

/// <summary>What stands beside the field in one language: its name, why we ask and what for, what the person gets, what happens if it stays empty.</summary>
public sealed record FieldWords(string Label, string Why, string Benefit, string IfEmpty);

/// <summary>Fields that belong together and the sentence above them.</summary>
public sealed record FieldGroup(string Key, Words Title);

public sealed record Choice(string Key, Words Label);

public enum FieldType
{
    Text,
    LongText,
    Email,
    Telephone,
    Choice,
    Choices,
    YesNo,
    Country,
    Date,
}
