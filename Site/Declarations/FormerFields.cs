using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>How fields were asked that are no longer where they were: the notices still say it. They are read once, and only if somebody asks.</summary>
internal sealed class FormerFields(SiteDb db)
{
    private Dictionary<string, IReadOnlyList<(string Key, Words Title)>>? _purposes;

    /// <summary>The purposes that a field of this key served on the form that asked for it last; null if none ever did.</summary>
    internal async Task<IReadOnlyList<(string Key, Words Title)>?> Purposes(string key) => (_purposes ??= await Read()).GetValueOrDefault(key);

    private async Task<Dictionary<string, IReadOnlyList<(string Key, Words Title)>>> Read()
    {
        var all = new Dictionary<string, IReadOnlyList<(string Key, Words Title)>>(StringComparer.Ordinal);
        // The latest first: what is known already was asked later.
        await foreach (var json in db.Set<NoticePublication>().AsNoTracking().Where(p => p.FormKey != PrivacyNotice.Key)
            .Join(db.Set<Notice>(), p => p.NoticeHash, n => n.Hash, (p, n) => new { p.Id, n.Json }).OrderByDescending(n => n.Id).Select(n => n.Json).AsAsyncEnumerable())
        {
            var form = Form.FromJson(json);
            foreach (var field in form.Fields)
            {
                all.TryAdd(field.Key, [.. form.PurposesOf(field).Select(p => (p.Key, new Words(p.Title, p.Title)))]);
            }
        }

        return all;
    }
}
