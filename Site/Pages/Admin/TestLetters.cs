using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Mail;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>
/// Sends a letter to whoever is signed in, to their own address and no other, straight to the mail server: a test is no letter to a prospect, so it stands neither
/// in the outbox nor in the evidence. A few a minute; each is in the audit.
/// </summary>
public sealed class TestLetters(StaffDb staff, Audit audit, LetterPrinter printer, ITransport transport, IClock clock)
{
    public const int MostAMinute = 5;

    private const int LatestRows = 200;

    /// <param name="letter">With links that do nothing.</param>
    /// <param name="what">What it is a test of, for the audit.</param>
    public async Task<TestSent> Send(ClaimsPrincipal who, Letter letter, string what, CancellationToken cancellationToken)
    {
        var id = who.FindFirstValue(ClaimTypes.NameIdentifier);
        var address = await staff.Users.Where(u => u.Id == id).Select(u => u.Email).SingleAsync(cancellationToken) ?? "";
        if (await Lately(id) >= MostAMinute)
        {
            return new TestSent(address, IsTooOften: true, Problem: null);
        }

        await audit.Add(who, StaffAct.TestSent, detail: what);
        try
        {
            var printed = await printer.Print(Marked(letter), Guid.NewGuid(), address);
            await transport.Send(printed.Parcel, cancellationToken);
            return new TestSent(address, IsTooOften: false, Problem: null);
        }
        catch (Exception e) when (e is MailRefusedException or MailDelayedException)
        {
            return new TestSent(address, IsTooOften: false, e.Message);
        }
    }

    // Of all nodes, and without an index of its own: among the latest rows.
    private async Task<int> Lately(string? id)
    {
        var since = clock.GetCurrentInstant() - Duration.FromMinutes(1);
        var latest = await staff.Set<AuditRow>().AsNoTracking().OrderByDescending(r => r.Id).Take(LatestRows).Select(r => new { r.StaffId, r.Act, r.At }).ToListAsync();
        return latest.Count(r => r.StaffId == id && r.Act == StaffAct.TestSent && r.At > since);
    }

    private static Letter Marked(Letter letter)
    {
        var l = Language.Of(letter.Language);
        var note = l[
            "*Ein Test, nur an Sie. Die Angaben sind erfunden, und die Links zum Bestätigen, Absagen und Abbestellen bewirken nichts.*",
            "*A test, to you alone. The details are made up, and the links to confirm, cancel and unsubscribe do nothing.*"];
        return letter with { Subject = $"[Test] {letter.Subject}", BodyMarkdown = $"{note}\n\n{letter.BodyMarkdown}" };
    }
}

/// <summary>What became of a test.</summary>
/// <param name="Address">Where it went, or was to go.</param>
/// <param name="Problem">What the mail server said, or why there was none; null if it took the letter.</param>
public sealed record TestSent(string Address, bool IsTooOften, string? Problem)
{
    public bool IsSent => !IsTooOften && Problem is null;

    public string Said(Language l) => this switch
    {
        { IsTooOften: true } => l[$"Das waren {TestLetters.MostAMinute} Tests in einer Minute. Bitte warten Sie einen Augenblick.", $"That was {TestLetters.MostAMinute} tests within a minute. Please wait a moment."],
        { Problem: { } problem } => l[$"Der Test an {Address} ging nicht hinaus. Der Mailserver sagt: {problem}", $"The test to {Address} did not go out. The mail server says: {problem}"],
        _ => l[$"Der Test ist unterwegs an {Address}.", $"The test is on its way to {Address}."],
    };
}
