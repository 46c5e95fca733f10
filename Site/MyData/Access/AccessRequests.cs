using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;

namespace Site.MyData.Access;

/// <summary>Takes the wish for a link, and answers it behind the request with a letter, where anything is held under the address (rules S3, S4).</summary>
public sealed class AccessRequests(
    SiteDb db, Outbox outbox, AlarmClock alarm, IServiceProvider services, IClock clock, IOptions<MyDataOptions> options, ILogger<AccessRequests> log)
{
    private const int Batch = 100;

    // A letter that comes an hour late is one that nobody waits for any more.
    private static readonly Duration _past = Duration.FromHours(1);

    /// <summary>Takes the same statements and the same time whoever has the address.</summary>
    public async Task Put(EmailAddress address, Language language)
    {
        await db.InTransaction(() =>
        {
            db.Add(new AccessRequest { PublicId = Guid.NewGuid(), AddressKey = address.Key, Language = language.Code, At = clock.GetCurrentInstant() });
            return db.SaveChangesAsync();
        });
        Wake();
    }

    /// <summary>Answers every request there is, the oldest first. May run twice at once. One that cannot be answered is left for the next run, and goes after a day.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task Answer(CancellationToken cancellationToken)
    {
        // Nobody waits any more for what could not be answered in a day, or was brought back by a backup.
        var dayAgo = clock.GetCurrentInstant() - Registrar.Day;
        await db.InTransaction(() => db.Set<AccessRequest>().Where(r => r.At <= dayAgo).ExecuteDeleteAsync(cancellationToken));
        for (var last = 0L; await After(last, cancellationToken) is { Count: > 0 } requests; last = requests[^1].Id)
        {
            foreach (var request in requests)
            {
                await TryAnswer(request);
            }

            alarm.Ring();
        }
    }

    private Task<List<AccessRequest>> After(long last, CancellationToken cancellationToken) =>
        db.Set<AccessRequest>().AsNoTracking().Where(r => r.Id > last).OrderBy(r => r.Id).Take(Batch).ToListAsync(cancellationToken);

    // One that fails must not hold up the others.
    private async Task TryAnswer(AccessRequest request)
    {
        try
        {
            db.ChangeTracker.Clear();
            await db.InTransaction(() => Answer(request));
        }
        catch (Exception e)
        {
            log.LogError(e, "Request for access {Request} could not be answered.", request.PublicId);
        }
    }

    // Whoever removes the request answers it.
    private async Task Answer(AccessRequest request)
    {
        if (await db.Set<AccessRequest>().Where(r => r.Id == request.Id).ExecuteDeleteAsync() == 0
            || await db.Set<Prospect>().FirstOrDefaultAsync(p => p.AddressKey == request.AddressKey) is not { } person
            || await db.Set<SignUp>().Where(s => s.ProspectId == person.Id).OrderByDescending(s => s.Id).FirstOrDefaultAsync() is not { } latest)
        {
            return;
        }

        // Two nodes that answer for one person queue here, so that neither overlooks what the other puts.
        await db.Set<Prospect>().Where(p => p.Id == person.Id).ExecuteUpdateAsync(u => u.SetProperty(p => p.LastSeenAt, p => p.LastSeenAt));
        var now = clock.GetCurrentInstant();
        var letter = new NewLetter(LetterKind.Access, person.Id, latest.PublicId, latest.MainPurpose, request.Language, now, now + _past, $"{request.PublicId:N}");
        _ = await IsTooMany(person.Id, now) ? outbox.PutWithheld(letter, WithheldReason.RecipientLimit) : outbox.Put(letter);
        await db.SaveChangesAsync();
    }

    // Nobody can have a stranger's mailbox filled (rule M7).
    private async Task<bool> IsTooMany(long person, Instant now)
    {
        var (hourAgo, dayAgo) = (now - Duration.FromHours(1), now - Registrar.Day);
        var put = await db.Set<OutboxRow>().Where(o => o.ProspectId == person && o.Kind == LetterKind.Access && o.WithheldAt == null && o.CreatedAt > dayAgo)
            .Select(o => o.CreatedAt).ToListAsync();
        return put.Count(at => at > hourAgo) >= options.Value.LinksPerHour || put.Count >= options.Value.LinksPerDay;
    }

    // The table is the truth and a sweep looks at it each minute; this only makes it quick.
    private void Wake()
    {
        try
        {
            services.GetRequiredService<IBackgroundJobClient>().Enqueue<AccessRequests>(requests => requests.Answer(CancellationToken.None));
        }
        catch (Exception e)
        {
            log.LogWarning(e, "A request for access waits for the next sweep.");
        }
    }
}
