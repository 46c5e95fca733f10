using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Publishing;
using Site.SignUps;

namespace Site.MyData;

/// <summary>
/// Keeps the retention that each notice promised: a value goes when no purpose that is live for its submission needs it any more, a submission when
/// nothing needs its address and no proof is kept (Art. 5 (1)(e) GDPR, rules P15, P16). Each batch is a transaction of its own: killed in between, the
/// next run goes on.
/// </summary>
public sealed class Eraser(
    SiteDb db, Cohorts cohorts, SubmissionEraser submissions, ValueEraser values, RetentionRuns runs, ErasureJournal journal, LiveSite live, IClock clock,
    IOptions<MyDataOptions> options, ILogger<Eraser> log)
{
    private const string Reason = "no purpose needs it any more";

    // Backups are overwritten in days, not to the hour, and somebody restores the oldest one on its last day.
    private static readonly Duration _margin = Duration.FromDays(7);

    /// <summary>Runs if it has not since the last time it was due, so that a night on which the site was down is made up for.</summary>
    public async Task RunIfDue(CancellationToken cancellationToken = default)
    {
        // A run of tomorrow is one under a wrong clock: it says nothing about tonight.
        if (await runs.Last() is not { Run: { } last } || last.At < LastDue() || last.At > clock.GetCurrentInstant())
        {
            await Run(cancellationToken);
        }
    }

    /// <summary>Erases all that is due now, and records the run.</summary>
    public async Task<RetentionRun> Run(CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        var run = new RetentionRun(now, 0, 0, 0, new Overdue(0, 0, 0));
        foreach (var cohort in await cohorts.All(cancellationToken))
        {
            if (await cohorts.Terms(cohort, now, cancellationToken) is { } terms)
            {
                run = await EraseSubmissions(cohort, terms, run, cancellationToken);
                run = await EraseValues(cohort, terms, run, cancellationToken);
                run = await EraseServices(cohort, terms, run, cancellationToken);
            }
        }

        run = run with { Overdue = await Overdue(now, cancellationToken) };
        await runs.Record(run);
        await db.EmptyLog(cancellationToken);
        Log(run);
        // No backup is left that could have to be told.
        journal.Forget(now - Duration.FromDays(live.Part<SiteSettings>().BackupDays) - _margin);
        return run;
    }

    /// <summary>Counts what should have gone by <paramref name="now"/> and is still there. Erases nothing.</summary>
    public async Task<Overdue> Overdue(Instant now, CancellationToken cancellationToken = default)
    {
        var (overdue, whole, unreadable, services) = (0, 0, 0, 0);
        foreach (var cohort in await cohorts.All(cancellationToken))
        {
            if (await cohorts.Terms(cohort, now, cancellationToken) is not { } terms)
            {
                unreadable += cohort.Count;
                continue;
            }

            whole += await terms.Submissions(cohort.From(cohort.First, db)).CountAsync(cancellationToken);
            foreach (var (fields, due) in terms.Values)
            {
                overdue += await due(cohort.From(cohort.First, db)).SelectMany(s => s.Answers).CountAsync(a => fields.Contains(a.Field), cancellationToken);
            }

            foreach (var (_, due) in terms.Services)
            {
                services += await due(cohort.From(cohort.First, db)).CountAsync(cancellationToken);
            }
        }

        return new Overdue(overdue, whole, unreadable) { Services = services };
    }

    private Instant LastDue()
    {
        var now = clock.GetCurrentInstant().InZone(live.Part<SiteSettings>().Zone);
        var today = now.Date.At(LocalTime.FromTicksSinceMidnight(options.Value.EraseAt.Ticks)).InZoneLeniently(now.Zone).ToInstant();
        return today <= now.ToInstant() ? today : today - Duration.FromDays(1);
    }

    private Task<RetentionRun> EraseSubmissions(Cohort cohort, RetentionTerms terms, RetentionRun run, CancellationToken cancellationToken) =>
        InBatches(cohort, terms.Submissions, run, async (batch, sum) =>
        {
            var people = await submissions.Erase(batch, Reason, cancellationToken);
            return sum with { Submissions = sum.Submissions + batch.Count, People = sum.People + people };
        }, cancellationToken);

    private async Task<RetentionRun> EraseValues(Cohort cohort, RetentionTerms terms, RetentionRun run, CancellationToken cancellationToken)
    {
        foreach (var (fields, due) in terms.Values)
        {
            run = await InBatches(cohort, due, run, async (batch, sum) => sum with { Values = sum.Values + await values.Erase(batch, fields, Reason, cancellationToken) }, cancellationToken);
        }

        return run;
    }

    // A newsletter that was ordered with it goes on: that somebody took part does not.
    private async Task<RetentionRun> EraseServices(Cohort cohort, RetentionTerms terms, RetentionRun run, CancellationToken cancellationToken)
    {
        foreach (var (purpose, due) in terms.Services)
        {
            run = await InBatches(cohort, due, run, async (batch, sum) =>
            {
                await submissions.EraseService(batch, purpose, Reason, cancellationToken);
                return sum;
            }, cancellationToken);
        }

        return run;
    }

    private async Task<RetentionRun> InBatches(
        Cohort cohort, Func<IQueryable<SignUp>, IQueryable<SignUp>> due, RetentionRun run, Func<List<Doomed>, RetentionRun, Task<RetentionRun>> erase, CancellationToken cancellationToken)
    {
        // The next batch begins where the last one ended: what stays is looked at once.
        for (Instant? from = cohort.First; from is { } start;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            (from, run) = await db.InTransaction(async () =>
            {
                var batch = await Doomed.Next(db, Doomed.WithoutLetterUnderway(db, due(cohort.From(start, db))), cancellationToken);
                return batch.Count == 0 ? ((Instant?)null, run) : (batch.Max(d => d.RequestedAt), await erase(batch, run));
            });
        }

        return run;
    }

    private void Log(RetentionRun run) => log.Log(
        run.Overdue.IsNone ? LogLevel.Information : LogLevel.Error,
        "Kept retention: erased {Values} values, {Submissions} submissions and {People} people; overdue are {OverdueValues} values and {OverdueSubmissions} submissions, unreadable {Unreadable}.",
        run.Values, run.Submissions, run.People, run.Overdue.Values, run.Overdue.Submissions, run.Overdue.Unreadable);
}
