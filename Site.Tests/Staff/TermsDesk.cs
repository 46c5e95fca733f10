using Microsoft.Extensions.DependencyInjection;
using Site.Publishing;
using Site.Tests.Publishing;

namespace Site.Tests.Staff;

/// <summary>A desk at which a change of terms waits: three days where it was three years.</summary>
public sealed class TermsDesk : IAsyncLifetime
{
    private readonly string _content = ContentCopy.In(Directory.CreateTempSubdirectory("terms-").FullName);

    public TermsDesk() => Host = new StaffHost { Content = _content };

    public StaffHost Host { get; }

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        _ = Host.Site.Services;
        await Change(ContentCopy.Retention, "retention: 3 days after webinar-end");
    }

    public async Task Change(string from, string to)
    {
        ContentCopy.Replace(_content, "purposes.yml", from, to);
        await Host.With((ContentImport import) => import.Run(ContentFile.ReadFolder(_content)));
        await Host.Site.Services.GetRequiredService<LiveSite>().Refresh();
    }

    /// <summary>Sends the form of the page, as the browser of <paramref name="member"/> shows it.</summary>
    public static Task<Answer> Decide(Member member, Verdict verdict, string reason = "Drei Tage genügen für Rückfragen.") =>
        member.Browser.Submit("/admin/terms", ("reason", reason), ("verdict", verdict.ToString()));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(_content, recursive: true);
    }
}
