using Site.Data;

namespace Site.Mail;

/// <summary>Carries one letter at a time: has it written, hands it over, records what became of it. Many do so side by side, each with a context of its own.</summary>
public sealed class Carrier(
    SiteDb db, IEnumerable<ILetterComposer> composers, LetterPrinter printer, ITransport transport, Deliveries deliveries, Claims claims, IServiceProvider services, ILogger<Carrier> log)
{
    /// <summary>What became of the letter; it is recorded when this returns, so that no more letters are sent and not recorded than there are carriers.</summary>
    /// <param name="row">Claimed, with its prospect.</param>
    /// <exception cref="Exception">What became of it could not be recorded.</exception>
    internal async Task<Outcome> Carry(OutboxRow row)
    {
        db.ChangeTracker.Clear();
        db.Attach(row);
        var (letter, outcome) = await Try(row);
        deliveries.Record(row, letter, outcome);
        await WriteDown(row, outcome);
        return outcome;
    }

    /// <summary>Frees a letter that was not begun.</summary>
    internal Task PutBack(OutboxRow row) => claims.PutBack([row]);

    // One that cannot be written, or fails as nobody foresaw, must not hold up the others: whatever it is, it is this letter's own.
    private async Task<(PrintedLetter?, Outcome)> Try(OutboxRow row)
    {
        try
        {
            return await Print(row) is { } letter ? (letter, await Hand(letter)) : (null, Outcome.NothingToSay);
        }
        catch (Exception e)
        {
            log.LogError(e, "Letter {Letter} could not be written or handed over.", row.PublicId);
            return (null, Outcome.Unforeseen(e));
        }
    }

    private async Task<PrintedLetter?> Print(OutboxRow row)
    {
        var composer = composers.FirstOrDefault(c => c.Composes(row.Kind)) ?? throw new InvalidOperationException($"Nothing composes letters of kind {row.Kind}.");
        return await composer.Compose(row, CancellationToken.None) is { } letter ? await printer.Print(letter, row) : null;
    }

    // Not stopped half-way: nobody would know whether the server has it.
    private async Task<Outcome> Hand(PrintedLetter letter)
    {
        try
        {
            await transport.Send(letter.Parcel, CancellationToken.None);
            return Outcome.Accepted;
        }
        catch (MailRefusedException e)
        {
            return e.Unreachable is null || await services.GetRequiredService<Bounces>().Believes()
                ? new Outcome(OutcomeKind.Refused, e.Message, Unreachable: e.Unreachable)
                : new Outcome(OutcomeKind.Delayed, $"{e.Message} (not believed: half of the latest letters came back)");
        }
        catch (MailDelayedException e)
        {
            return new Outcome(OutcomeKind.Delayed, e.Message, e.ConcernsAll);
        }
    }

    // A database that takes the claim but not the record must not have the same letter sent every minute: it waits longer each time.
    private async Task WriteDown(OutboxRow row, Outcome outcome)
    {
        var (id, attempts) = (row.Id, row.Attempts);
        var written = false;
        try
        {
            await (outcome.Unreachable is { } status ? services.GetRequiredService<Bounces>().Refused(row, status) : Task.CompletedTask);
            await db.SaveChangesAsync(CancellationToken.None);
            written = true;
        }
        catch (Exception e) when (outcome.Unreachable is not null)
        {
            // Nobody has this letter, so nothing is lost: another one to the same address may have been first, and then this one is withheld when it is tried again.
            log.LogWarning(e, "That letter {Letter} was refused could not be written down.", row.PublicId);
        }
        finally
        {
            await (written ? Task.CompletedTask : claims.Postpone(id, deliveries.After(attempts), "What became of the letter could not be written down; the log says why."));
        }
    }
}
