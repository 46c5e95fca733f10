using System.Net;
using System.Text.Json;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>A stored notice as a document that stands alone: its words exactly as they were shown, in today's style sheets, which stand inside it.</summary>
public sealed class NoticeDocument(LiveSite live, IWebHostEnvironment environment)
{
    private static readonly string[] _sheets = ["site.css", "form.css"];

    /// <summary>It asks for nothing else and runs nothing.</summary>
    public async Task<string> Of(Notice notice)
    {
        var sheets = await Task.WhenAll(_sheets.Select(f => File.ReadAllTextAsync(Path.Combine(environment.WebRootPath, f))));
        var css = live.Current.Files[Theme.Path].Text + string.Concat(sheets);
        using var json = JsonDocument.Parse(notice.Json);
        var declared = json.RootElement;
        // The privacy notice has no title of its own.
        var title = declared.TryGetProperty("title", out var named) ? named.GetString() : live.Part<SiteSettings>().Controller.Name;
        return $"<!DOCTYPE html><html lang=\"{declared.GetProperty("language").GetString()}\"><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(title)}</title>"
            + $"<style>{css}</style><body><main class=\"sheet\">{notice.Shown}</main></body></html>";
    }
}
