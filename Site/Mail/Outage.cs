using Microsoft.Extensions.Options;
using NodaTime;

namespace Site.Mail;

/// <summary>Remembers that the mail server was out of reach, so that one that is down is not asked anew for every letter that comes in meanwhile.</summary>
public sealed class Outage(IClock clock, IOptions<MailOptions> options)
{
    private long _until;

    /// <summary>True until <c>Mail__Outage</c> has passed since the last <see cref="Note"/>.</summary>
    public bool IsOn => clock.GetCurrentInstant().ToUnixTimeTicks() < Interlocked.Read(ref _until);

    /// <summary>To be called when no letter would get through.</summary>
    public void Note() => Interlocked.Exchange(ref _until, (clock.GetCurrentInstant() + Duration.FromTimeSpan(options.Value.Outage)).ToUnixTimeTicks());
}
