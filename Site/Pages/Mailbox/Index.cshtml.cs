using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Mail;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Mailbox;

/// <summary>Shows the letters in the pickup folder. Development only: elsewhere there is no such page.</summary>
public sealed class IndexModel(Mail.Mailbox mailbox, IWebHostEnvironment environment) : PageModel
{
    public IReadOnlyList<MailboxEntry> Letters { get; private set; } = [];

    public MailboxLetter? Open { get; private set; }

    public Language In => HttpContext.Language();

    public IActionResult OnGet([FromRoute] string? id)
    {
        if (!environment.IsDevelopment())
        {
            return NotFound();
        }

        Letters = mailbox.List();
        Open = id is null ? null : mailbox.Open(id);
        Response.Headers.CacheControl = "no-store";
        return id is not null && Open is null ? NotFound() : Page();
    }
}

/// <summary>The HTML of a letter and its attachments, each at an address of its own.</summary>
internal static class MailboxFiles
{
    internal static void MapMailbox(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        app.MapGet("/mailbox/{id}/html", (string id, Mail.Mailbox mailbox) => mailbox.Open(id) is { } letter
            ? Results.Content(letter.Html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.Ordinal), "text/html; charset=utf-8")
            : Results.NotFound()).WithSecurityHeadersPolicy(SecurityHeaders.Framed);
        app.MapGet("/mailbox/{id}/files/{name}", (string id, string name, Mail.Mailbox mailbox) =>
            mailbox.Open(id)?.Files.FirstOrDefault(f => f.Name == name) is { } file ? Results.File(file.Bytes, file.MediaType, file.Name) : Results.NotFound());
    }
}
