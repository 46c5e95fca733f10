using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Publishing;

namespace Site.Mail;

/// <summary>
/// Mails each checkpoint that was published to the data protection officer (rule C4): once it lies there, nobody who holds our systems can undo it. Where mail
/// was down, the newest one stands for those before, which it covers.
/// </summary>
public sealed class CheckpointPost(SiteDb db, LogBook logs, LetterPrinter printer, ITransport transport, LiveSite live, IClock clock, ILogger<CheckpointPost> log)
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
            var letter = await printer.Print(Letter(published), IdOf(published), live.Part<SiteSettings>().PrivacyOfficer.Email);
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

    private Letter Letter(Checkpoint published)
    {
        var site = live.Part<SiteSettings>();
        var (german, english) = (Language.German, Language.English);
        var at = published.At.InZone(site.Zone);
        string Said(Language l) => l[
            $"das ist der Prüfpunkt, den {site.Brand.Name} am {Dates.Exact(at, l)} veröffentlicht hat. Er deckt {published.Size.ToString("N0", l.Culture)} Einträge des Nachweis-Protokolls.\n\nBitte bewahren Sie diese Mail auf. Sie liegt außerhalb unserer Systeme: Wer später Nachweise ändert, entfernt oder die Datenbank zurücksetzt, kann den Anhang nicht mehr dazu passend machen. So prüfen Sie es:",
            $"this is the checkpoint that {site.Brand.Name} published on {Dates.Exact(at, l)}. It covers {published.Size.ToString("N0", l.Culture)} entries of the log of evidence.\n\nPlease keep this mail. It lies outside our systems: whoever changes or removes evidence later, or sets the database back, can no longer make it match what is attached. This is how to check:"];
        var body = $"{german["Guten Tag,", ""]}\n\n{Said(german)}\n\n`verify-evidence --checkpoint checkpoint.txt`\n\n{english["", "Hello,"]}\n\n{Said(english)}\n\n`verify-evidence --checkpoint checkpoint.txt`";
        return new Letter(german.Code, $"Prüfpunkt / Checkpoint {at.Date.ToString("uuuu'-'MM'-'dd", german.Culture)}", "Zum Aufbewahren. Please keep it.", body,
            "Sie sind als Datenschutzbeauftragte dieser Website eingetragen. You are named as this site’s data protection officer.", LetterBrands.Of(live.Current, german))
        {
            Files = [new LetterFile("checkpoint.txt", "text/plain", Encoding.UTF8.GetBytes(published.Note))],
        };
    }
}
