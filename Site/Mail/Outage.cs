using Microsoft.Extensions.Options;
using NodaTime;

namespace Site.Mail;

/// <summary>Remembers that the mail server was out of reach, so that one that is down is not asked anew for every letter that comes in meanwhile.</summary>
public sealed class Outage(IClock clock, IOptions<MailOptions> options)
{
    private long _until;

    /// <summary>True until <c>Mail__Outage</c> has passed since the last <see cref="Note"/>. An end further away than that is one of before the clock was set back.</summary>
    public bool IsOn => Interlocked.Read(ref _until) - clock.GetCurrentInstant().ToUnixTimeTicks() is var left && left > 0 && left <= options.Value.Outage.Ticks;

    /// <summary>To be called when no letter would get through.</summary>
    public void Note() => Interlocked.Exchange(ref _until, (clock.GetCurrentInstant() + Duration.FromTimeSpan(options.Value.Outage)).ToUnixTimeTicks());
}
