using System.Collections.Frozen;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// What a form asks, by the names of the catalogue. <paramref name="Prefix"/> keeps element ids apart where two forms share a page;
/// <paramref name="Events"/> are those a retention may count from, besides a withdrawal.
/// </summary>
public sealed record FormDraft(
    string Key, Words Title, Words Button, string Prefix, IReadOnlyList<string> Fields, IReadOnlyList<string> Implied, IReadOnlyList<string> Boxes,
    IReadOnlyList<RetentionEvent> Events)
{
    // Who asks for more has stopped being honest about what is needed.
    private const int MaxFields = 40;

    /// <summary>Fields that only this form asks, declared in its own file. Their keys stand among <see cref="Fields"/>, where they are asked.</summary>
    public IReadOnlyDictionary<string, Field> Questions { get; init; } = FrozenDictionary<string, Field>.Empty;

    /// <summary>The declaration of a field of this form, be it its own or the catalogue's; null for one that is not declared.</summary>
    public Field? Find(string key, Catalogue catalogue) => Questions.GetValueOrDefault(key) ?? catalogue.Fields.GetValueOrDefault(key);

    /// <summary>Notes an error for each name that is not declared, and for whatever the form asks without a reason of its own.</summary>
    public FormDraft Check(Catalogue catalogue, YamlMap map)
    {
        CheckFields(catalogue, map);
        CheckPurposes(catalogue, map);
        return this;
    }

    private void CheckFields(Catalogue catalogue, YamlMap map)
    {
        var purposes = Implied.Concat(Boxes).ToList();
        // Where a purpose is not declared, that is said of it, and what its fields are for cannot be told.
        var areDeclared = purposes.All(catalogue.Purposes.ContainsKey);
        foreach (var (key, field) in Fields.Select(k => (k, Find(k, catalogue))))
        {
            if (field is null)
            {
                map.Refuse("fields", $"names a field that fields.yml does not declare: {key}");
            }
            else if (areDeclared && !field.Purposes.Any(p => purposes.Contains(p.Key)))
            {
                map.Refuse("fields", $"asks \"{key}\", which serves no purpose of this form ({string.Join(", ", purposes)}): leave it out, or add a purpose to the field");
            }
        }

        if (!Fields.Contains("email"))
        {
            map.Refuse("fields", "must ask \"email\": everything goes there");
        }

        // The person is known by it: what is kept for a purpose must not outlive it, and whoever withdraws must still be found.
        foreach (var purpose in Find("email", catalogue) is { } email ? purposes.Except(email.Purposes.Select(p => p.Key)).Where(catalogue.Purposes.ContainsKey) : [])
        {
            map.Refuse("fields", $"asks \"email\", which does not serve \"{purpose}\": add that purpose to the field");
        }

        if (Fields.Count > MaxFields)
        {
            map.Refuse("fields", $"asks {Fields.Count} things; at most {MaxFields} are allowed: ask less (Art. 5 (1)(c) GDPR)");
        }
    }

    private void CheckPurposes(Catalogue catalogue, YamlMap map)
    {
        foreach (var key in Implied.Concat(Boxes))
        {
            if (!catalogue.Purposes.TryGetValue(key, out var purpose))
            {
                map.Refuse("consents", $"names a purpose that purposes.yml does not declare: {key}");
            }
            else if (Boxes.Contains(key) && !purpose.IsConsent)
            {
                map.Refuse("consents", $"names \"{key}\", whose legal basis is no consent: it needs no box");
            }
            else if (purpose.Retention.After != RetentionEvent.Withdrawal && !Events.Contains(purpose.Retention.After))
            {
                map.Refuse("consents", $"names \"{key}\", whose retention counts from an event that this form does not know");
            }
        }
    }
}

/// <summary>Says which forms the site shows. A real seam: webinars and the newsletter each have theirs.</summary>
public interface IFormSource
{
    IEnumerable<FormDraft> Forms(Snapshot snapshot);
}
