using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;

namespace Site.SignUps;

/// <summary>
/// "This was not me" (rule M7): discards a request that nobody confirmed and blocks its address, so that no letter that asks to confirm goes there until the
/// block expires or is lifted by the same link. The link holds the fingerprint of the address, so it does this also once the request is erased.
/// </summary>
public sealed class Blocks(
    SiteDb db, LetterTokens tokens, Suppressions suppressions, Endings endings, EvidenceLog evidence, ErasureJournal journal, LiveSite live, IClock clock)
{
    /// <summary>How it was done, as the evidence says it.</summary>
    public const string InLetter = "button “this was not me”, on the page behind the link in the letter";

    /// <summary>What the link leads to; null if it is not ours. Changes nothing (rule M3).</summary>
    public async Task<Block?> Look(string token)
    {
        if (tokens.Read(token) is not { Act: LetterAct.Block, Fingerprint: { } fingerprint } read)
        {
            return null;
        }

        var submission = await db.Set<OutboxRow>().Where(o => o.PublicId == read.Letter).Select(o => (Guid?)o.Submission).FirstOrDefaultAsync();
        var signUp = await db.Set<SignUp>().AsNoTracking().Include(s => s.Prospect).FirstOrDefaultAsync(s => s.PublicId == submission);
        var standing = (await suppressions.Find(fingerprint)).Find(s => s.Reason == SuppressionReason.NotMe);
        return new Block(signUp, read.Letter, fingerprint, standing?.At, standing?.Until);
    }

    /// <summary>Discards and blocks. A second time changes nothing and says the same; a sign-up that was confirmed is left alone.</summary>
    public Task<Block?> Take(string token) => Change(token, block => block is { IsBlocked: false, IsConfirmed: false }, Take);

    /// <summary>Lifts the block; the request stays discarded.</summary>
    public Task<Block?> Lift(string token) => Change(token, block => block.IsBlocked, Lift);

    private async Task<Block?> Change(string token, Func<Block, bool> isOpen, Func<Block, Task<List<JournalEntry>>> change)
    {
        var looked = await Look(token);
        if (looked is null || !isOpen(looked))
        {
            return looked;
        }

        // Looked at once more: of two presses at once the second finds what the first has done.
        await db.InTransaction(async () => journal.WriteOrAlarm(await Look(token) is { } found && isOpen(found) ? await change(found) : []));
        return await Look(token);
    }

    private async Task<List<JournalEntry>> Take(Block block)
    {
        var now = clock.GetCurrentInstant();
        var until = now + Duration.FromDays(live.Part<SiteSettings>().BlockedDays);
        await suppressions.Add(block.Fingerprint, SuppressionReason.NotMe, until);
        if (block.SignUp is not { } signUp)
        {
            return [];
        }

        await Mark(signUp, now);
        evidence.Append(Act.Blocked, signUp.Prospect?.PublicId, signUp.PublicId, new { By = InLetter, Until = InstantPattern.General.Format(until) });
        var ended = await endings.Cancel(db.Set<SignUp>().Where(s => s.Id == signUp.Id && s.ConfirmedAt == null && s.CancelledAt == null), InLetter);
        await db.SaveChangesAsync();
        return [.. ended, new JournalEntry(now, JournalAct.Blocked, signUp.PublicId)];
    }

    private async Task<List<JournalEntry>> Lift(Block block)
    {
        await suppressions.Lift(block.Fingerprint, SuppressionReason.NotMe);
        if (block.SignUp is not { } signUp)
        {
            return [];
        }

        await Mark(signUp, null);
        evidence.Append(Act.Unblocked, signUp.Prospect?.PublicId, signUp.PublicId, new { By = WaysOut.InLetter });
        await db.SaveChangesAsync();
        return [new JournalEntry(clock.GetCurrentInstant(), JournalAct.Unblocked, signUp.PublicId)];
    }

    // So that what already waits is not claimed either. Where the request is gone, the next one reads the suppression itself.
    private Task<int> Mark(SignUp signUp, Instant? at) =>
        db.Set<Prospect>().Where(p => p.Id == signUp.ProspectId).ExecuteUpdateAsync(u => u.SetProperty(p => p.BlockedAt, at));
}

/// <summary>What a link "this was not me" leads to.</summary>
/// <param name="SignUp">Null once it was erased.</param>
/// <param name="Letter">The letter whose link it is.</param>
/// <param name="Since">Since when the address is blocked; null if it is not.</param>
/// <param name="Until">From when on it no longer is.</param>
public sealed record Block(SignUp? SignUp, Guid Letter, byte[] Fingerprint, Instant? Since, Instant? Until)
{
    public bool IsBlocked => Until is not null;

    /// <summary>Somebody confirmed to be at the address: it is cancelled like any other.</summary>
    public bool IsConfirmed => SignUp is { ConfirmedAt: not null };
}
