using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// Everything that is declared about people's data, whichever form asks for it. The privacy notice, the public page, the machine-readable
/// declarations and the record of processing are made from this alone.
/// </summary>
public sealed record DataUse(SiteSettings Site, Catalogue Catalogue, IReadOnlyList<FormDraft> Forms)
{
    public IEnumerable<Purpose> Purposes => Catalogue.Purposes.Values;

    /// <summary>The fields of the catalogue, then the questions that single forms declare for themselves.</summary>
    public IEnumerable<DeclaredField> Fields =>
        [.. Catalogue.Fields.Values.Select(f => new DeclaredField(f, null)), .. Forms.SelectMany(f => f.Questions.Values.Select(q => new DeclaredField(q, f)))];

    /// <summary>Everybody who receives anything, each once.</summary>
    public IEnumerable<Recipient> Recipients => Purposes.SelectMany(p => p.Recipients).DistinctBy(r => r.Key);

    /// <summary>Recipients outside the European Economic Area (Art. 44 to 49 GDPR).</summary>
    public IEnumerable<Recipient> Abroad => Recipients.Where(r => !Countries.IsInEea(r.Country));

    public static DataUse Of(Snapshot snapshot, IEnumerable<IFormSource> sources) =>
        new(snapshot.Part<SiteSettings>(), snapshot.Part<Catalogue>(), [.. sources.SelectMany(s => s.Forms(snapshot))]);

    public IEnumerable<DeclaredField> FieldsOf(Purpose purpose) => Fields.Where(f => f.Field.Purposes.Any(p => p.Key == purpose.Key));

    /// <summary>The forms that ask for a field now; none for one that is declared and not asked.</summary>
    public IEnumerable<FormDraft> Asking(DeclaredField field) => field.Form is { } only ? [only] : Forms.Where(f => f.Fields.Contains(field.Field.Key));
}

/// <summary>A field and the only form that asks it; null for a field of the catalogue, which any form may ask.</summary>
public sealed record DeclaredField(Field Field, FormDraft? Form)
{
    /// <summary>Tells fields apart in a page or document, also where two forms chose the same key: "email", "webinar-ask-first-tools".</summary>
    public string Id => Form is null ? Field.Key : $"{Form.Key.Replace('/', '-')}-{Field.Key}";
}
