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
    public async Task<Door> Take(string formKey, long besides)
    {
        // Written unchanged: two people who want the last seat queue here, on both databases.
        if (Webinar.SlugOf(formKey) is { } slug)
        {
            await db.Set<Schedule>().Where(s => s.Slug == slug && s.Capacity != null).ExecuteUpdateAsync(u => u.SetProperty(s => s.Capacity, s => s.Capacity));
        }

        return await Look(formKey, besides);
    }

    /// <summary>What somebody finds who only looks: writes nothing, so a page can be read while the database takes no more.</summary>
    public async Task<Door> Look(string formKey, long? besides = null)
    {
        if (Webinar.SlugOf(formKey) is not { } slug)
        {
            return Door.Open;
        }

        var schedule = await db.Set<Schedule>().AsNoTracking().FirstOrDefaultAsync(s => s.Slug == slug);
        return State(schedule, clock.GetCurrentInstant()) is { } closed ? closed : await HasSeat(schedule, formKey, besides) ? Door.Open : Door.Full;
    }

    private static Door? State(Schedule? schedule, Instant now) => schedule switch
    {
        null => Door.Unknown,
        { CancelledAt: not null } => Door.Cancelled,
        _ when schedule.EndsAt <= now => Door.Past,
        _ => null,
    };

    private async Task<bool> HasSeat(Schedule? schedule, string formKey, long? besides)
    {
        if (schedule?.Capacity is not { } capacity)
        {
            return true;
        }

        var held = clock.GetCurrentInstant() - Duration.FromTimeSpan(options.Value.SeatHold);
        var taken = await db.Set<SignUp>()
            .Where(s => s.Form == formKey && s.CancelledAt == null && s.ReplacedAt == null && (s.ConfirmedAt != null || s.RequestedAt > held))
            .Where(s => s.ProspectId != besides).Select(s => s.ProspectId).Distinct().CountAsync();
        return taken < capacity;
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
