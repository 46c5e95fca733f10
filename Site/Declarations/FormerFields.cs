using System.Text;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>How fields were asked that are no longer where they were: the notices still say it.</summary>
internal static class FormerFields
{
    /// <summary>The purposes that a field of this key served on the form that asked for it last; null if none ever did.</summary>
    internal static async Task<IReadOnlyList<(string Key, Words Title)>?> Purposes(string key, SiteDb db)
    {
        var name = Encoding.UTF8.GetBytes($"\"{key}\"");
        await foreach (var notice in db.Set<NoticePublication>().AsNoTracking().Where(p => p.FormKey != PrivacyNotice.Key)
            .Join(db.Set<Notice>(), p => p.NoticeHash, n => n.Hash, (p, n) => new { p.Id, n.Json }).OrderByDescending(n => n.Id).AsAsyncEnumerable())
        {
            if (notice.Json.AsSpan().IndexOf(name) >= 0 && Form.FromJson(notice.Json) is var form && form.Fields.FirstOrDefault(f => f.Key == key) is { } field)
            {
                return [.. form.PurposesOf(field).Select(p => (p.Key, new Words(p.Title, p.Title)))];
            }
        }

        return null;
    }
}
