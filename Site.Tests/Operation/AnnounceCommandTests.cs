using Microsoft.EntityFrameworkCore;
using Site.Mail;
using Site.Tests.Journeys;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.Operation;

/// <summary>The command that announces, as an operator uses it beside a running site.</summary>
public sealed class AnnounceCommandTests : IAsyncDisposable
{
    private const string Alice = "alice@beispiel.example";

    private readonly AnnouncingHost _site = new AnnouncingHost().Ready();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("M9")]
    public async Task ItLists_Previews_AnnouncesOnlyWhenTold_AndOnce()
    {
        await _site.Join(Alice);
        // The command goes by the real clock.
        await _site.Plan("start: 2026-03-25 10:00", $"start: {DateTime.UtcNow.AddDays(40):yyyy-MM-dd} 17:00");
        await _site.InDb(db => db.Set<Schedule>().Where(s => s.Slug == AnnouncingHost.Webinar).ExecuteUpdateAsync(u => u.SetProperty(s => s.StartsAt, NodaTime.SystemClock.Instance.GetCurrentInstant() + NodaTime.Duration.FromDays(20))));

        Says(await Run(""), 0, "1 change waits", "ask-first:", "1 person is written to, in German.");
        Says(await Run("ask-first --preview"), 0, "--- de: Neuer Termin: Fragen statt sammeln", "--- en: A new time: ");
        Assert.Contains("Add --yes", (await Run("ask-first")).Error, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("ask-first")).Code);
        Assert.Equal(0, (await _site.Schedule()).Sequence);

        Says(await Run("ask-first --yes"), 0, "Announced.");
        Assert.Equal(1, (await _site.Schedule()).Sequence);
        Assert.Single(await _site.Letters(Alice), o => o.Kind == LetterKind.Moved);
        var again = await Run("ask-first --yes");
        Assert.Equal(1, again.Code);
        Assert.Contains("There is nothing to announce about \"ask-first\"", again.Error, StringComparison.Ordinal);
        Says(await Run("--help"), 0, "--preview", "--yes");
    }

    private static void Says(ProcessEnd end, int code, params string[] said)
    {
        Assert.True(end.Code == code, end.Error);
        Assert.All(said, s => Assert.Contains(s, end.Output, StringComparison.Ordinal));
    }

    private Task<ProcessEnd> Run(string arguments) => SiteProcess.Run(
        $"announce {arguments}", [.. _site.Settings.Where(s => s.Value is not null).Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value!)), ("Content__Folder", _site.Content)]);
}
