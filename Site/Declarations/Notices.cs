using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>The notices of the live forms. Reading them touches neither disk nor database.</summary>
public sealed class Notices
{
    /// <summary>How long a form that somebody has open stays good after its words were changed.</summary>
    public static readonly Duration Grace = Duration.FromHours(24);

    private volatile FrozenDictionary<(string Form, string Language), LiveNotice> _live = FrozenDictionary<(string, string), LiveNotice>.Empty;

    private volatile FrozenDictionary<string, LiveNotice> _byHash = FrozenDictionary<string, LiveNotice>.Empty;

    private volatile Catalogue _catalogue = new(FrozenDictionary<string, Purpose>.Empty, FrozenDictionary<string, Field>.Empty, FrozenDictionary<string, FieldGroup>.Empty);

    /// <summary>Null for a form that the live content does not have.</summary>
    public LiveNotice? Find(string formKey, Language language) => _live.GetValueOrDefault((formKey, language.Code));

    /// <summary>
    /// The notice under which a posted form is accepted: the current one, or one of this form and language that was replaced less than 24 hours ago and promises
    /// nothing that the site has given up. Null for any other hash.
    /// </summary>
    public async Task<LiveNotice?> Accept(string formKey, Language language, string? hash, SiteDb db, IClock clock)
    {
        var current = Find(formKey, language);
        if (current?.Hash == hash)
        {
            return current;
        }

        var since = clock.GetCurrentInstant() - Grace;
        var old = await db.Set<NoticePublication>()
            .Where(p => p.NoticeHash == hash && p.FormKey == formKey && p.Language == language.Code && p.ReplacedAt > since)
            .Join(db.Set<Notice>(), p => p.NoticeHash, n => n.Hash, (_, n) => n).FirstOrDefaultAsync();
        return old is null || !IsDeclared(old.Form, current?.Form) ? null : new LiveNotice(old.Hash, old.Form, old.Shown);
    }

    /// <summary>The form as a notice declares it, be it live or of years ago: the terms of what was sent under it.</summary>
    /// <exception cref="InvalidOperationException">There is no such notice.</exception>
    public async Task<Form> Terms(string hash, SiteDb db, CancellationToken cancellationToken) => _byHash.TryGetValue(hash, out var live)
        ? live.Form
        : Form.FromJson(await db.Set<Notice>().Where(n => n.Hash == hash).Select(n => n.Json).SingleAsync(cancellationToken));

    // What nobody declares any more stands in no privacy notice: nothing may be taken in for it.
    private bool IsDeclared(Form old, Form? current)
    {
        bool Knows(FormField field) => _catalogue.Fields.ContainsKey(field.Key) || current?.Fields.Any(f => f.Key == field.Key) == true;
        return old.Purposes.All(p => _catalogue.Purposes.ContainsKey(p.Key)) && old.Fields.All(Knows);
    }

    internal void Swap(IReadOnlyCollection<LiveNotice> notices, Catalogue catalogue)
    {
        _catalogue = catalogue;
        _live = notices.ToFrozenDictionary(n => (n.Form.Key, n.Form.Language));
        _byHash = notices.ToFrozenDictionary(n => n.Hash, StringComparer.Ordinal);
    }
}

/// <summary>A notice ready to be shown: the form it declares and its fields as HTML.</summary>
public sealed record LiveNotice(string Hash, Form Form, string Html);

/// <summary>Renders each form of a new snapshot and stores its notice before anybody sees it.</summary>
internal sealed class NoticePublisher(IEnumerable<IFormSource> sources, FormRenderer renderer, Notices notices, IClock clock) : IOnPublish
{
    public async Task Publish(Snapshot snapshot, SiteDb db)
    {
        var live = new List<LiveNotice>();
        var current = await db.Set<NoticePublication>().AsNoTracking().Where(p => p.ReplacedAt == null && p.FormKey != PrivacyNotice.Key).ToDictionaryAsync(p => (p.FormKey, p.Language));
        foreach (var draft in sources.SelectMany(s => s.Forms(snapshot)))
        {
            foreach (var language in Language.All)
            {
                live.Add(await Store(FormBuilder.Build(snapshot, draft, language), current, db));
            }
        }

        Retire(live, current, db);
        await db.SaveIfChanged();
        notices.Swap(live, snapshot.Part<Catalogue>());
    }

    private async Task<LiveNotice> Store(Form form, Dictionary<(string, string), NoticePublication> published, SiteDb db)
    {
        var html = await renderer.Render(form, FormInput.Empty);
        var notice = Notice.Of(form, html);
        var current = published.GetValueOrDefault((form.Key, form.Language));
        if (current?.NoticeHash != notice.Hash)
        {
            await NoticePublication.Replace(db, current, notice, form.Key, form.Language, clock.GetCurrentInstant());
        }

        return new LiveNotice(notice.Hash, form, html);
    }

    private void Retire(List<LiveNotice> live, Dictionary<(string, string), NoticePublication> published, SiteDb db)
    {
        foreach (var gone in published.Keys.Except(live.Select(n => (n.Form.Key, n.Form.Language))))
        {
            db.Attach(published[gone]).Entity.ReplacedAt = clock.GetCurrentInstant();
        }
    }
}
