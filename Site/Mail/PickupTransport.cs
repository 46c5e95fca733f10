using System.Globalization;
using NodaTime;

namespace Site.Mail;

/// <summary>Writes letters as <c>.eml</c> files into a folder; their names sort by time. A file that is there is complete.</summary>
public sealed class PickupTransport(PickupFolder folder, IClock clock) : ITransport
{
    public async Task Send(Parcel parcel, CancellationToken cancellationToken)
    {
        var at = clock.GetCurrentInstant().ToDateTimeUtc().ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture);
        var name = $"{at}-{parcel.Id:N}";
        try
        {
            var unfinished = Path.Combine(folder.Path, $".{name}.{Guid.NewGuid():N}");
            await parcel.Message.WriteToAsync(LetterPrinter.Wire, unfinished, cancellationToken);
            File.Move(unfinished, Path.Combine(folder.Path, $"{name}.eml"), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MailDelayedException($"{e.GetType().Name}: the pickup folder cannot be written to.", concernsAll: true, e);
        }
    }
}
