using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// What changes of fields has to wait: that one serves more than it did, and what people were shown beside it. A field that is not where it was may have come from
/// another file, or back from an earlier time; only one that nobody was ever shown is new.
/// </summary>
internal sealed class FieldTerms(IEnumerable<IFormSource> sources, FormerFields former)
{
    /// <summary>Those between the fields of one file, <paramref name="live"/> and next. <paramref name="place"/> says where in it a field stands.</summary>
    internal async Task<IReadOnlyList<WaitingChange>> Between(
        ContentChange change, IReadOnlyDictionary<string, Field> live, IReadOnlyDictionary<string, Field> next, string file, Func<string, string> place)
    {
        var all = new List<WaitingChange>();
        foreach (var (key, field) in next)
        {
            var old = live.GetValueOrDefault(key);
            var served = old is null ? await former.Purposes(key) ?? WithoutConsent(field) : [.. old.Purposes.Select(p => (p.Key, p.Title))];
            if (Terms.Wider(served, field, file, place(key)) is { } wider)
            {
                all.Add(wider);
            }

            all.AddRange((old ?? Moved(key, change)) is { } shown ? Terms.Reworded(shown, field, file, place(key)) : []);
        }

        return all;
    }

    // A new field needs no approval for what no consent is needed for; what somebody has to say yes to grows only with it.
    private static IReadOnlyList<(string Key, Words Title)> WithoutConsent(Field field) =>
        [.. field.Purposes.Where(p => !p.IsConsent).Select(p => (p.Key, p.Title))];

    // A field that stays where it was has only a namesake here: another webinar may ask something else under the same name.
    private Field? Moved(string key, ContentChange change)
    {
        var stays = DataUse.Of(change.Next, sources).Fields.Where(f => f.Field.Key == key).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        return DataUse.Of(change.Live, sources).Fields.FirstOrDefault(f => f.Field.Key == key && !stays.Contains(f.Id))?.Field;
    }
}
