using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>Whether a webinar takes somebody more: it is known, ahead, not cancelled and has a seat.</summary>
public sealed class Seats(SiteDb db, IClock clock, IOptions<SignUpOptions> options)
{
    /// <summary>
    /// Locks the webinar's row until the transaction ends, if its seats are counted. It comes first in every transaction that takes a seat: two that
    /// lock person and webinar in opposite orders would wait for each other.
    /// </summary>
    // Written unchanged: two people who want the last seat queue here. SQLite has but one writer: there the transaction alone does it.
    public async Task Hold(string formKey)
    {
        if (Webinar.SlugOf(formKey) is { } slug && !db.Database.IsSqlite())
        {
            await db.Set<Schedule>().Where(s => s.Slug == slug && s.Capacity != null).ExecuteUpdateAsync(u => u.SetProperty(s => s.Capacity, s => s.Capacity));
        }
    }

    /// <summary>What somebody finds now whose address has the key <paramref name="besides"/>; it is still so when they take the seat only between <see cref="Hold"/> and the end of the transaction.</summary>
    public async Task<Door> Look(string formKey, string? besides = null)
    {
        if (Webinar.SlugOf(formKey) is not { } slug)
        {
            return Door.Open;
        }

        var schedule = await db.Set<Schedule>().AsNoTracking().FirstOrDefaultAsync(s => s.Slug == slug);
        return State(schedule, clock.GetCurrentInstant()) is { } closed ? closed : await HasSeat(schedule, formKey, besides) ? Door.Open : Door.Full;
    }

    /// <summary>The webinars that have not begun and where somebody finds an open door now, the next one first.</summary>
    public Task<List<Schedule>> Open(CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        var taken = Taken(now);
        return db.Set<Schedule>().AsNoTracking().Where(w => w.CancelledAt == null && w.StartsAt > now)
            .Where(w => w.Capacity == null || taken.Where(s => s.Form == Webinar.FormPrefix + w.Slug).Select(s => s.ProspectId).Distinct().Count() < w.Capacity)
            .OrderBy(w => w.StartsAt).ThenBy(w => w.Id).ToListAsync(cancellationToken);
    }

    /// <summary>How many seats are taken now, by slug; a webinar without any is not in it.</summary>
    public Task<Dictionary<string, int>> Taken(CancellationToken cancellationToken = default) =>
        Taken(clock.GetCurrentInstant()).Where(s => s.Form.StartsWith(Webinar.FormPrefix)).GroupBy(s => s.Form)
            .Select(g => new { g.Key, Count = g.Select(s => s.ProspectId).Distinct().Count() })
            .ToDictionaryAsync(g => g.Key.Substring(Webinar.FormPrefix.Length), g => g.Count, cancellationToken);

    private static Door? State(Schedule? schedule, Instant now) => schedule switch
    {
        null => Door.Unknown,
        { CancelledAt: not null } => Door.Cancelled,
        _ when schedule.EndsAt <= now => Door.Past,
        _ => null,
    };

    private async Task<bool> HasSeat(Schedule? schedule, string formKey, string? besides)
    {
        if (schedule?.Capacity is not { } capacity)
        {
            return true;
        }

        var taken = await Taken(clock.GetCurrentInstant())
            .Where(s => s.Form == formKey && (s.Prospect == null || s.Prospect.AddressKey != besides)).Select(s => s.ProspectId).Distinct().CountAsync();
        return taken < capacity;
    }

    // One person has one seat, however often they asked; whoever has not confirmed keeps one for a while.
    private IQueryable<SignUp> Taken(Instant now)
    {
        var held = now - Duration.FromTimeSpan(options.Value.SeatHold);
        return db.Set<SignUp>().Where(s => s.CancelledAt == null && s.ReplacedAt == null && (s.ConfirmedAt != null || s.RequestedAt > held));
    }
}

/// <summary>What somebody finds who comes to sign up.</summary>
public enum Door
{
    Open,
    Unknown,
    Past,
    Cancelled,
    Full,
}
