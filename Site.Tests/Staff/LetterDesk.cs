using Microsoft.EntityFrameworkCore;
using Site.Publishing;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>A desk at which one letter is worked on, with the browser of a member who is signed in. Files are looked at only when a test imports them.</summary>
public sealed class LetterDesk : IAsyncDisposable
{
    internal const string Page = "/admin/letters/reminder/en";
    internal const string File = "letters/reminder.en.md";

    private LetterDesk()
    {
        Content = Site.CopyContent();
        Site.Settings["Content:Poll"] = "00:10:00";
        Site.Started();
    }

    internal SiteHost Site { get; } = new();

    internal string Content { get; }

    internal StaffBrowser Erika { get; private set; } = null!;

    internal static async Task<LetterDesk> Open()
    {
        var desk = new LetterDesk();
        desk.Erika = await DeskDoor.Open(desk.Site);
        return desk;
    }

    internal async Task<Answer> Save(string subject, string? body = null) => await Erika.Submit(Page, [.. await Typed(subject, body), ("do", "Save")]);

    /// <summary>What the form says, with other words in it.</summary>
    internal async Task<List<(string Field, string Value)>> Typed(string? subject = null, string? body = null, string page = Page)
    {
        var shown = await Erika.Get(page);
        return [("subject", subject ?? shown.Field("subject")), ("preheader", shown.Field("preheader")), ("button", shown.Field("button")), ("body", body ?? shown.Page.QuerySelector("#body")?.TextContent.Trim() ?? "")];
    }

    internal async Task<FileRevision> Live() => await Site.With((Edits e) => e.Current(File)) ?? throw new InvalidOperationException($"{File} is not live.");

    internal Task<long> Version() => Site.InDb(db => db.Set<ContentVersion>().Select(v => v.Version).SingleAsync());

    internal Task<string> Me() => Site.With((StaffDb db) => db.Users.Where(u => u.Email == DeskDoor.Email).Select(u => u.Id).SingleAsync());

    internal Task<List<(StaffAct, string?)>> Audited(StaffAct act) => Site.With(async (StaffDb db) =>
        (await db.Set<AuditRow>().Where(r => r.Act == act).ToListAsync()).Select(r => (r.Act, r.Detail)).ToList());

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
