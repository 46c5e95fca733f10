using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Publishing;

namespace Site.Mail;

/// <summary>
/// Mails each checkpoint that was published to the data protection officer (rule C4): once it lies there, nobody who holds our systems can undo it. Where mail
/// was down, the newest one stands for those before, which it covers.
/// </summary>
public sealed class CheckpointPost(SiteDb db, LogBook logs, LetterPrinter printer, ITransport transport, LiveSite live, IOptions<SiteOptions> site, IClock clock, ILogger<CheckpointPost> log)
{
    /// <summary>How often it is looked for.</summary>
    internal static readonly TimeSpan Sweep = TimeSpan.FromMinutes(5);

    private static readonly Duration _pause = Duration.FromMinutes(15);

    /// <summary>Sends the newest one unless it was sent, or is being sent by somebody. May run many times at once.</summary>
    public async Task Run(CancellationToken cancellationToken = default)
    {
        if (await logs.Published() is not { } published || !await db.InTransaction(() => Claim(published.Id)))
        {
            return;
        }

        try
        {
            var letter = await printer.Print(Letter(published), IdOf(published), site.Value.PrivacyOfficer ?? live.Part<SiteSettings>().PrivacyOfficer.Email);
            await transport.Send(letter.Parcel, cancellationToken);
            await db.InTransaction(() => Mine(published.Id).ExecuteUpdateAsync(u => u.SetProperty(l => l.SentAt, clock.GetCurrentInstant()), cancellationToken));
        }
        catch (Exception e) when (e is MailRefusedException or MailDelayedException)
        {
            log.LogWarning("Checkpoint {Checkpoint} could not be mailed to the data protection officer and is tried again: {Error}", published.Id, e.Message);
        }
    }

    // The same checkpoint makes the same Message-ID, so that a letter sent twice after a crash can be told to be one (rule M4).
    private static Guid IdOf(Checkpoint checkpoint) => new(SHA256.HashData(Encoding.UTF8.GetBytes(checkpoint.Note)).AsSpan(..16), bigEndian: true);

    private IQueryable<CheckpointLetter> Mine(long checkpoint) => db.Set<CheckpointLetter>().Where(l => l.CheckpointId == checkpoint && l.SentAt == null);

    private async Task<bool> Claim(long checkpoint)
    {
        var now = clock.GetCurrentInstant();
        var abandoned = now - _pause;
        if (await db.Set<CheckpointLetter>().AnyAsync(l => l.CheckpointId == checkpoint))
        {
            return await Mine(checkpoint).Where(l => l.ClaimedAt <= abandoned).ExecuteUpdateAsync(u => u.SetProperty(l => l.ClaimedAt, now)) == 1;
        }

        db.Add(new CheckpointLetter { CheckpointId = checkpoint, ClaimedAt = now });
        await db.SaveChangesAsync();
        return true;
    }

    // In both languages: the letter is for one person, of whom nobody has declared a language.
    private Letter Letter(Checkpoint published)
    {
        var brand = LetterBrands.Of(live.Current, Language.German);
        var at = published.At.InZone(live.Part<SiteSettings>().Zone);
        var said = string.Join("\n\n", Language.All.Select(l => Said(l, brand.Name, Dates.Moment(at, l), published.Size.ToString("N0", l.Culture))));
        return new Letter(Language.German.Code, $"Prüfpunkt / Checkpoint {Dates.Plain(at.Date, Language.German)}", "Zum Aufbewahren. Please keep it.", said,
            "Sie sind als Datenschutzbeauftragte dieser Website eingetragen. You are named as this site’s data protection officer.", brand)
        {
            Files = [new LetterFile("checkpoint.txt", "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(published.Note))],
        };
    }

    private static string Said(Language l, string brand, string when, string size) => l[
        $"Guten Tag,\n\ndas ist der Prüfpunkt, den {brand} am {when} veröffentlicht hat. Er reicht bis zum {size}. Eintrag im Protokoll der Nachweise.\n\nBitte bewahren Sie diese Mail auf. Sie liegt außerhalb unserer Systeme: Wer später Nachweise ändert, entfernt oder die Datenbank zurücksetzt, kann das nicht mehr mit dem Anhang in Einklang bringen. So prüfen Sie es:",
        $"Hello,\n\nthis is the checkpoint that {brand} published on {when}. It reaches to entry {size} in the log of evidence.\n\nPlease keep this mail. It lies outside our systems: whoever changes or removes evidence later, or sets the database back, can no longer make it agree with what is attached. This is how to check:"]
        + "\n\n`verify-evidence --checkpoint checkpoint.txt`";
}
