using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>Whether a webinar takes somebody more: it is known, ahead, not cancelled and has a seat.</summary>
public sealed class Seats(SiteDb db, IClock clock, IOptions<SignUpOptions> options)
{
    /// <summary>Call it inside the transaction that takes the seat; the webinar's row is locked until that ends.</summary>
    public async Task<Door> Look(string formKey, long? besides = null)
    {
        if (Webinar.SlugOf(formKey) is not { } slug)
        {
            return Door.Open;
        }

        var schedule = await Find(slug);
        if (State(schedule, clock.GetCurrentInstant()) is { } closed)
        {
            return closed;
        }

        return schedule?.Capacity is null || await HasSeat(slug, formKey, besides) ? Door.Open : Door.Full;
    }

    /// <summary>Null if the webinar can still be joined.</summary>
    public static Door? State(Schedule? schedule, Instant now) => schedule switch
    {
        null => Door.Unknown,
        { CancelledAt: not null } => Door.Cancelled,
        _ when schedule.EndsAt <= now => Door.Past,
        _ => null,
    };

    private Task<Schedule?> Find(string slug) => db.Set<Schedule>().AsNoTracking().FirstOrDefaultAsync(s => s.Slug == slug);

    private async Task<bool> HasSeat(string slug, string formKey, long? besides)
    {
        // Written unchanged: two people who want the last seat queue here, on both databases.
        await db.Set<Schedule>().Where(s => s.Slug == slug).ExecuteUpdateAsync(u => u.SetProperty(s => s.Capacity, s => s.Capacity));
        var held = clock.GetCurrentInstant() - Duration.FromTimeSpan(options.Value.SeatHold);
        var taken = await db.Set<SignUp>()
            .Where(s => s.Form == formKey && s.CancelledAt == null && s.ReplacedAt == null && (s.ConfirmedAt != null || s.RequestedAt > held))
            .Where(s => s.ProspectId != besides).Select(s => s.ProspectId).Distinct().CountAsync();
        return taken < (await Find(slug))?.Capacity;
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
