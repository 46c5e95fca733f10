using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>
/// Whether mail servers can tell our letters from forged ones, and what to add where they cannot (rule M11); what came back, and how many addresses are not written to.
/// It shows no person. The privacy role takes an address off the suppression list, for somebody who asks and has no link to do it by.
/// </summary>
public sealed class SendingModel(SendingCheck check, LiveSite live, SiteDb db, Suppressions suppressions, Audit audit, IClock clock) : PageModel
{
    /// <summary>How far back what came back is counted.</summary>
    public const int Days = 30;

    /// <summary>The address to take off the list.</summary>
    [BindProperty]
    public string? Email { get; set; }

    public SendingDomains Domains { get; private set; } = null!;

    public IReadOnlyList<SendingFinding> Findings { get; private set; } = [];

    /// <summary>How many addresses said "this was not me", and how many cannot be reached.</summary>
    public (int Blocked, int Unreachable) Suppressed { get; private set; }

    /// <summary>What came back in the last days, by its status; the most first.</summary>
    public IReadOnlyList<Row> Bounced { get; private set; } = [];

    /// <summary>What became of the address that was to be taken off the list; null before.</summary>
    public string? Said { get; private set; }

    public Language In => DeskLanguage.Of(HttpContext);

    public bool MayLift => User.IsInRole(StaffRoles.Privacy);

    public Task OnGetAsync() => Show();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MayLift)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (EmailAddress.Read(Email) is { } address)
        {
            var (prospect, was) = await suppressions.Lift(address.Key);
            await audit.Add(User, StaffAct.Unsuppressed, prospect, was ? null : "it was not suppressed");
            Said = was
                ? In["Die Adresse steht nicht mehr auf der Sperrliste.", "The address is no longer on the suppression list."]
                : In["Die Adresse stand nicht auf der Sperrliste.", "The address was not on the suppression list."];
            Email = null;
        }
        else
        {
            ModelState.AddModelError("email", In["Geben Sie die ganze Adresse ein, wie name@example.org.", "Enter the whole address, like name@example.org."]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        await Show();
        return Page();
    }

    private async Task Show()
    {
        ViewData["Title"] = In["Versand", "Sending"];
        var brand = live.Part<SiteSettings>().Controller.Email;
        Domains = check.Domains(brand);
        var findings = check.Look(Domains, brand);
        var now = clock.GetCurrentInstant();
        var suppressed = await db.Set<Suppression>().Where(s => s.Until > now).GroupBy(s => s.Reason).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
        Suppressed = (suppressed.Find(s => s.Key == SuppressionReason.NotMe)?.Count ?? 0, suppressed.Find(s => s.Key == SuppressionReason.Bounced)?.Count ?? 0);
        var since = now - Duration.FromDays(Days);
        var bounced = await db.Set<OutboxRow>().Where(o => o.BouncedAt > since).GroupBy(o => o.BounceStatus).Select(g => new Row(g.Key ?? "", g.Count())).ToListAsync();
        Bounced = [.. bounced.OrderByDescending(b => b.Letters).ThenBy(b => b.Status, StringComparer.Ordinal)];
        Findings = await findings;
    }

    /// <summary>How a finding stands, in a word.</summary>
    public string Word(SendingVerdict verdict) => verdict switch
    {
        SendingVerdict.InPlace => In["ist in Ordnung", "is in place"],
        SendingVerdict.Weak => In["ist da, könnte mehr", "is there, could do more"],
        SendingVerdict.Missing => In["fehlt", "is missing"],
        SendingVerdict.Wrong => In["ist falsch", "is wrong"],
        _ => In["ist nicht zu erfahren", "cannot be told"],
    };

    /// <summary>What a status means [RFC 3463], as far as it is one that many know.</summary>
    public string Meaning(string status) => status switch
    {
        "5.1.1" => In["Postfach gibt es nicht", "no such mailbox"],
        "5.1.2" => In["Domain gibt es nicht", "no such domain"],
        "5.2.1" => In["Postfach abgeschaltet", "mailbox disabled"],
        "5.2.2" or "4.2.2" => In["Postfach voll; wird noch einmal versucht", "mailbox full; tried again"],
        _ when status.StartsWith("5.7.", StringComparison.Ordinal) => In["abgewiesen, vielleicht unseretwegen", "refused, perhaps because of us"],
        _ when status.StartsWith('4') => In["aufgegeben; wird noch einmal versucht", "given up; tried again"],
        _ => In["unzustellbar", "undeliverable"],
    };

    /// <summary>So many letters came back with one status.</summary>
    public sealed record Row(string Status, int Letters);
}
