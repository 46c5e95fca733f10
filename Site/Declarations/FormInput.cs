namespace Site.Declarations;

/// <summary>A posted form, read against its declaration: the values, the boxes ticked, and what is wrong, in the person's language.</summary>
public sealed record FormInput(
    IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Ticked, IReadOnlyDictionary<string, string> Errors, IReadOnlyList<string> Undeclared)
{
    public const string NoticeKey = "notice";
    public const string AgreeKey = "agree";
    public const string HoneypotKey = "website";

    /// <summary>Name of the second submit button, which shows what would be kept and keeps nothing.</summary>
    public const string PreviewKey = "preview";

    public static readonly FormInput Empty = new(
        new Dictionary<string, string>(), new HashSet<string>(), new Dictionary<string, string>(), []);

    public bool IsValid => Errors.Count == 0 && Undeclared.Count == 0;

    public EmailAddress? Address => EmailAddress.Read(Values.GetValueOrDefault("email"));

    /// <summary>Reads every declared field. A key that the form does not declare is listed, not kept.</summary>
    public static FormInput Read(Form form, IFormCollection posted)
    {
        var values = form.Fields.ToDictionary(f => f.Key, f => FieldValue.Read(f, posted[f.Key]));
        var ticked = posted[AgreeKey].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var boxes = form.Boxes.Select(b => b.Key).ToHashSet(StringComparer.Ordinal);
        var known = values.Keys.Concat(Catalogue.Reserved).ToHashSet(StringComparer.Ordinal);
        var errors = form.Fields.Select(f => (f.Key, Error: FieldValue.Problem(f, posted[f.Key], values[f.Key], form.In)))
            .Where(e => e.Error is not null).ToDictionary(e => e.Key, e => e.Error ?? "");
        return new FormInput(values, ticked, errors, [.. posted.Keys.Except(known).Concat(ticked.Except(boxes)).Concat(posted.Files.Select(f => f.Name))]);
    }

    /// <summary>Without the errors of fields that are still empty: as it looks to somebody who has not finished.</summary>
    public FormInput WithoutMissing() => this with
    {
        Errors = Errors.Where(e => Values.GetValueOrDefault(e.Key, "").Length > 0).ToDictionary(e => e.Key, e => e.Value),
    };

    /// <summary>The values that may be kept: those of fields that serve a purpose which follows from sending, or whose box is ticked.</summary>
    public IEnumerable<KeyValuePair<string, string>> Kept(Form form)
    {
        var purposes = form.Implied.Select(p => p.Key).Concat(Ticked).ToHashSet(StringComparer.Ordinal);
        return form.Fields.Where(f => f.Type != FieldType.Email && f.Purposes.Any(purposes.Contains) && Values[f.Key].Length > 0)
            .Select(f => KeyValuePair.Create(f.Key, Values[f.Key]));
    }
}
