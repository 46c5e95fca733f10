using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using Site.Declarations;
using Site.Evidence;
using Site.Publishing;

namespace Site.MyData.Pack;

/// <summary>
/// The evidence about one person as one ZIP (rules P7, C1 to C3): a report to read, and everything to check it by without this site. Its list of files is sealed:
/// the digest of the list stands in the event that records the export.
/// </summary>
public sealed class EvidencePack(PackFiles files, Exports exports, Receipts receipts, ComponentHtml html, LiveSite live, IClock clock)
{
    /// <summary>The file that lists the digests of the others, as sha256sum reads it.</summary>
    internal const string List = "SHA256SUMS";

    /// <summary>The events that record this export; too late for the receipts, which the list covers already.</summary>
    internal const string Export = "export.json";

    /// <summary>
    /// Makes the pack ready and records that it leaves: once this returns the rows are stored, and not before then is there a byte to hand out.
    /// </summary>
    /// <param name="by"><see cref="Exports.ByStaff"/>, <see cref="Exports.ByCommand"/> or <see cref="Access.AccessPasses.ByPerson"/>.</param>
    public async Task<PreparedPack> Prepare(PackedPerson person, Language language, string by)
    {
        var all = files.Of(person, Encoding.UTF8.GetBytes(await Report(person, language))).ToList();
        var list = new StringBuilder();
        foreach (var file in all)
        {
            list.Append(Convert.ToHexStringLower(SHA256.HashData(await file.Bytes()))).Append("  ").Append(file.Name).Append('\n');
        }

        var listed = Encoding.UTF8.GetBytes($"{list}");
        var submissions = await exports.Record(person, by, Convert.ToHexStringLower(SHA256.HashData(listed)));
        all.Add(PackFile.Of(List, listed));
        all.Add(PackFile.Of(Export, await Recorded(submissions, person)));
        return new PreparedPack(all, clock.GetCurrentInstant());
    }

    private async Task<string> Report(PackedPerson person, Language language) => await html.Of<Report>(
        (nameof(Pack.Report.Person), person), (nameof(Pack.Report.L), language), (nameof(Pack.Report.Site), live.Part<SiteSettings>()),
        (nameof(Pack.Report.Theme), live.Current.Files[Theme.Path].Text), (nameof(Pack.Report.At), clock.GetCurrentInstant()));

    private async Task<byte[]> Recorded(IEnumerable<Guid> submissions, PackedPerson person)
    {
        var events = new List<ReceiptEvent>();
        foreach (var submission in submissions)
        {
            var hash = person.SignUps.First(s => s.SignUp.PublicId == submission).Receipt.NoticeHash;
            events.AddRange((await receipts.Of(submission, hash, [Act.Exported]))?.Events.TakeLast(1) ?? []);
        }

        return JsonSerializer.SerializeToUtf8Bytes(Dpv.List(events, ReceiptJson.Event), ReceiptJson.Options);
    }
}

/// <summary>A pack whose export is on record. Its files are made one after the other as it is written.</summary>
public sealed class PreparedPack(IReadOnlyList<PackFile> files, Instant at)
{
    /// <summary>What to call it: without anything about the person, since names of files end up in lists of downloads.</summary>
    public string FileName { get; } = $"evidence-pack-{NodaTime.Text.InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HHmm'Z'").Format(at)}.zip";

    /// <summary>Writes the ZIP; <paramref name="to"/> need not be able to seek.</summary>
    public async Task Write(Stream to, CancellationToken cancellationToken = default)
    {
        var drained = new DrainedStream(to);
        using (var zip = new ZipArchive(drained, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var file in files)
            {
                Add(zip, file.Name, await file.Bytes());
                await drained.Drain(cancellationToken);
            }
        }

        await drained.Drain(cancellationToken);
    }

    private void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = at.ToDateTimeOffset();
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
