using System.Globalization;
using NodaTime;

namespace Site.Webinars;

/// <summary>What the content plans for a webinar otherwise than it was announced: a proposal, of which nobody hears until somebody announces it.</summary>
public sealed record ScheduleChange(Schedule Announced, Webinar Planned, ChangeKind Kind, ChangeHindrance? Hindrance)
{
    /// <summary>The time of a webinar that takes place is another.</summary>
    public bool IsMoved => !Planned.IsCancelled && IsOtherTime(Announced, Planned);

    /// <summary>The number of seats is another. Nobody is written to about that.</summary>
    public bool HasOtherSeats => Announced.Capacity != Planned.Capacity;

    /// <summary>Stands for exactly this change from exactly this state: who announces it has seen it.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture,
        $"{Announced.Sequence}/{Announced.Capacity}/{Planned.LocalStart:uuuu-MM-dd'T'HH:mm}/{Planned.Zone.Id}/{Planned.Minutes}/{Planned.IsCancelled}/{Planned.Capacity}");

    /// <summary>Null where the content plans what was announced.</summary>
    public static ScheduleChange? Of(Schedule announced, Webinar planned, Instant now) =>
        Kinds(announced, planned) is { } kind ? new(announced, planned, kind, Hindering(kind, announced, planned, now)) : null;

    /// <summary>The schedule as it will be; the announced one stays as it is.</summary>
    public Schedule After(Instant now)
    {
        var after = new Schedule
        {
            Id = Announced.Id,
            Slug = Announced.Slug,
            Uid = Announced.Uid,
            LocalStart = Announced.LocalStart,
            Zone = Announced.Zone,
            Minutes = Announced.Minutes,
            StartsAt = Announced.StartsAt,
            Sequence = Announced.Sequence,
            CancelledAt = Announced.CancelledAt,
            AnnouncedAt = Announced.AnnouncedAt,
        };
        Apply(after, now);
        return after;
    }

    /// <summary>Makes it so. What is called off keeps its time: it says when nobody needs to come.</summary>
    internal void Apply(Schedule schedule, Instant now)
    {
        schedule.Capacity = Planned.Capacity;
        if (Kind == ChangeKind.Seats)
        {
            return;
        }

        if (!Planned.IsCancelled)
        {
            (schedule.LocalStart, schedule.Zone, schedule.Minutes, schedule.StartsAt) = (Planned.LocalStart, Planned.Zone.Id, Planned.Minutes, Planned.StartsAt);
        }

        (schedule.CancelledAt, schedule.Sequence, schedule.AnnouncedAt) = (Planned.IsCancelled ? now : null, schedule.Sequence + 1, now);
    }

    private static ChangeKind? Kinds(Schedule announced, Webinar planned) => (announced.CancelledAt is not null, planned.IsCancelled) switch
    {
        (false, true) => ChangeKind.CalledOff,
        (true, false) => ChangeKind.OnAgain,
        (false, false) when IsOtherTime(announced, planned) => ChangeKind.Moved,
        (false, false) when announced.Capacity != planned.Capacity => ChangeKind.Seats,
        _ => null,
    };

    private static bool IsOtherTime(Schedule announced, Webinar planned) =>
        announced.StartsAt != planned.StartsAt || announced.Zone != planned.Zone.Id || announced.Minutes != planned.Minutes;

    private static ChangeHindrance? Hindering(ChangeKind kind, Schedule announced, Webinar planned, Instant now) => kind switch
    {
        _ when announced.CancelledAt is null && announced.EndsAt <= now => ChangeHindrance.Over,
        ChangeKind.Moved when announced.StartsAt <= now => ChangeHindrance.Begun,
        ChangeKind.Moved or ChangeKind.OnAgain when planned.StartsAt <= now => ChangeHindrance.PlannedForThePast,
        _ => null,
    };
}

/// <summary>What people are told of a change.</summary>
public enum ChangeKind
{
    Moved,
    CalledOff,

    /// <summary>It had been called off and takes place after all.</summary>
    OnAgain,

    /// <summary>Nothing: only the number of seats is another.</summary>
    Seats,
}

/// <summary>Why a change cannot be announced.</summary>
public enum ChangeHindrance
{
    Over,
    Begun,
    PlannedForThePast,
}
