using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// The versions of the privacy notice. All languages move together, so that "version 3" is the same day in each; where only one was reworded, the
/// other says the same words under the new number.
/// </summary>
public sealed class PrivacyNotices
{
    private volatile IReadOnlyDictionary<string, PrivacyVersion[]> _versions = new Dictionary<string, PrivacyVersion[]>();
    private volatile IReadOnlyDictionary<string, PrivacyVersion[]>? _next;

    public PrivacyNotices(LiveSite live) => live.Swapped += _ => _versions = _next ?? _versions;

    /// <summary>From the first to the one in force.</summary>
    /// <exception cref="KeyNotFoundException">Asked before the content was published.</exception>
    public IReadOnlyList<PrivacyVersion> In(Language language) => _versions[language.Code];

    public PrivacyVersion Current(Language language) => In(language)[^1];

    /// <summary>Null for a number that there is no version of.</summary>
    public PrivacyVersion? Find(Language language, int number) => In(language).ElementAtOrDefault(number - 1);

    /// <summary>The HTML of a version, byte for byte as it was shown.</summary>
    public static async Task<string> Shown(PrivacyVersion version, SiteDb db) =>
        (await db.Set<Notice>().AsNoTracking().SingleAsync(n => n.Hash == version.Hash)).Shown;

    /// <summary>Reads the versions while they are being published; they are shown once that is committed.</summary>
    internal async Task Prepare(SiteDb db)
    {
        var all = await db.Set<NoticePublication>().AsNoTracking().Where(p => p.FormKey == PrivacyNotice.Key).OrderBy(p => p.Id).ToListAsync();
        _next = all.GroupBy(p => p.Language).ToDictionary(g => g.Key, g => g.Select((p, i) => new PrivacyVersion(i + 1, p.NoticeHash, p.PublishedAt, p.ReplacedAt)).ToArray());
    }
}

/// <summary>One version: numbered from 1, from when until when it was in force.</summary>
public sealed record PrivacyVersion(int Number, string Hash, Instant From, Instant? Until);

/// <summary>Renders the privacy notice of a new snapshot and stores it as the next version if a word of it has changed.</summary>
internal sealed class PrivacyPublisher(IEnumerable<IFormSource> sources, ComponentHtml html, PrivacyNotices versions, IClock clock) : IOnPublish
{
    public async Task Publish(Snapshot snapshot, SiteDb db)
    {
        var use = DataUse.Of(snapshot, sources);
        var current = await db.Set<NoticePublication>().AsNoTracking().Where(p => p.FormKey == PrivacyNotice.Key && p.ReplacedAt == null).ToDictionaryAsync(p => p.Language);
        var notices = new List<(Language Language, Notice Notice)>();
        foreach (var language in Language.All)
        {
            notices.Add((language, await Render(PrivacyNotice.Of(use, language))));
        }

        if (notices.Exists(n => current.GetValueOrDefault(n.Language.Code)?.NoticeHash != n.Notice.Hash))
        {
            await Store(notices, current, db);
        }

        await versions.Prepare(db);
    }

    private async Task<Notice> Render(PrivacyNotice notice) => Notice.Of(notice.ToJson(), await html.Of<PrivacyText>((nameof(PrivacyText.Notice), notice)));

    private async Task Store(List<(Language Language, Notice Notice)> notices, Dictionary<string, NoticePublication> current, SiteDb db)
    {
        var now = clock.GetCurrentInstant();
        foreach (var (language, notice) in notices)
        {
            await NoticePublication.Replace(db, current.GetValueOrDefault(language.Code), notice, PrivacyNotice.Key, language.Code, now);
        }

        await db.SaveChangesAsync();
    }
}
