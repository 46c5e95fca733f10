using Hangfire;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Evidence;

namespace Site.Mail;

/// <summary>Takes what is due from the outbox and sends it: claim, write, send, then record use and evidence. May run many times at once.</summary>
public sealed class Postman(
    SiteDb db, Claims claims, Deliveries deliveries, IEnumerable<ILetterComposer> composers, LetterPrinter printer, ITransport transport,
    Outage outage, SetBack setBack, IClock clock, IOptions<MailOptions> options)
{
    /// <summary>Sends until nothing is due, the database is found to be set back, the mail server is out of reach (then not again before the outage has passed) or <paramref name="stop"/> is asked for. Returns how many were sent.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task<int> Deliver(CancellationToken stop)
    {
        if (outage.IsOn || await setBack.IsSo())
        {
            return 0;
        }

        await claims.ReleaseAbandoned();
        var sent = 0;
        for (var round = new Round(0, GoOn: true); round.GoOn && !stop.IsCancellationRequested; sent += round.Sent)
        {
            db.ChangeTracker.Clear();
            while (await claims.Withhold() > 0)
            {
                db.ChangeTracker.Clear();
            }

            var batch = await claims.Take();
            round = batch.Count == 0 ? new Round(0, GoOn: false) : await Deliver(batch, stop);
        }

        return sent;
    }

    private async Task<Round> Deliver(List<OutboxRow> batch, CancellationToken stop)
    {
        var claim = batch[0].Claim.GetValueOrDefault();
        var claimedUntil = clock.GetCurrentInstant() + Duration.FromTimeSpan(options.Value.ClaimLasts / 2);
        var sum = new Round(0, GoOn: true);
        try
        {
            foreach (var few in batch.Chunk(options.Value.Connections).TakeWhile(_ => sum.GoOn && !stop.IsCancellationRequested && clock.GetCurrentInstant() < claimedUntil))
            {
                var round = await DeliverFew(few, stop);
                sum = new Round(sum.Sent + round.Sent, round.GoOn);
            }
        }
        finally
        {
            await claims.Release(claim);
        }

        return sum;
    }

    // What was sent is saved before a failure that nobody foresaw goes up: it must not be sent again, and what failed must not be next again.
    private async Task<Round> DeliverFew(OutboxRow[] few, CancellationToken stop)
    {
        var printed = new List<(OutboxRow Row, PrintedLetter? Letter)>();
        foreach (var row in few)
        {
            printed.Add((row, await Print(row, stop)));
        }

        var sending = printed.Select(p => p.Letter is null ? Task.FromResult(Outcome.NothingToSay) : Hand(p.Letter)).ToList();
        await ((Task)Task.WhenAll(sending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var ((row, letter), attempt) in printed.Zip(sending))
        {
            deliveries.Record(row, letter, attempt.IsCompletedSuccessfully ? await attempt : Outcome.Unforeseen);
        }

        await WriteDown(few);
        var outcomes = await Task.WhenAll(sending);
        var isOut = outcomes.Any(o => o.ConcernsAll);
        if (isOut)
        {
            outage.Note();
        }

        return new Round(outcomes.Count(o => o.Kind == OutcomeKind.Accepted), GoOn: !isOut);
    }

    // A database that takes the claim but not the record must not have the same letter sent every minute: it waits longer each time.
    private async Task WriteDown(OutboxRow[] few)
    {
        var written = false;
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
            written = true;
        }
        finally
        {
            foreach (var row in written ? [] : few)
            {
                await claims.Postpone(row.Id, deliveries.After(row.Attempts), "What became of the letter could not be written down; the log says why.");
            }
        }
    }

    // A letter that cannot be written must not hold up the others of its batch for ever: it waits longer each time.
    private async Task<PrintedLetter?> Print(OutboxRow row, CancellationToken stop)
    {
        var written = false;
        try
        {
            var composer = composers.FirstOrDefault(c => c.Composes(row.Kind)) ?? throw new InvalidOperationException($"Nothing composes letters of kind {row.Kind}.");
            var letter = await composer.Compose(row, stop);
            var printed = letter is null ? null : await printer.Print(letter, row);
            written = true;
            return printed;
        }
        finally
        {
            if (!written && !stop.IsCancellationRequested)
            {
                await claims.Postpone(row.Id, deliveries.After(row.Attempts), "The letter could not be written; the log says why.");
            }
        }
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
            return new Outcome(OutcomeKind.Refused, e.Message);
        }
        catch (MailDelayedException e)
        {
            return new Outcome(OutcomeKind.Delayed, e.Message, e.ConcernsAll);
        }
    }

    private readonly record struct Round(int Sent, bool GoOn);
}
