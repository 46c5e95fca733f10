using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Mail;

namespace Site.MyData.Pack;

/// <summary>One file of a pack. Its bytes are made when they are asked for, the same each time, so that a pack never stands in memory as a whole.</summary>
public sealed record PackFile(string Name, Func<Task<byte[]>> Bytes)
{
    internal static PackFile Of(string name, byte[] bytes) => new(name, () => Task.FromResult(bytes));

    internal static PackFile Of(string name, string text) => Of(name, Encoding.UTF8.GetBytes(text));
}

/// <summary>Which files a pack has, but for the list of them and the record of the export itself.</summary>
public sealed class PackFiles(SiteDb db, NoticeDocument documents, IOptions<SiteOptions> site)
{
    /// <summary>In the order in which they are met: what to read first, then the proofs.</summary>
    internal IEnumerable<PackFile> Of(PackedPerson person, byte[] report) =>
    [
        PackFile.Of("README.txt", Resource("README.txt")),
        PackFile.Of("report.html", report),
        PackFile.Of("verify.py", Resource("verify.py")),
        PackFile.Of("keys.txt", string.Concat(person.Keys.Select(k => $"{k}\n"))),
        .. person.Published is { } note ? [PackFile.Of("checkpoint.txt", note)] : Array.Empty<PackFile>(),
        .. person.SignUps.Select(s => new PackFile(s.File, () => Task.FromResult(ReceiptJson.Write(s.Receipt, site.Value, person.Keys)))),
        .. person.Notices.SelectMany(Forms),
        .. person.SignUps.SelectMany(s => s.Letters).Select(Letter),
    ];

    internal static byte[] Resource(string name)
    {
        using var stream = typeof(PackFiles).Assembly.GetManifestResourceStream($"Site.MyData.Pack.{name}") ?? throw new InvalidOperationException($"{name} is not built in.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    // To be read; and the very bytes that the hash is of.
    private IEnumerable<PackFile> Forms(string hash) =>
    [
        new($"forms/{hash}.html", async () => Encoding.UTF8.GetBytes(await documents.Of(await Notice(hash)))),
        new($"forms/{hash}.notice.json", async () => (await Notice(hash)).Json),
        new($"forms/{hash}.notice.html", async () => (await Notice(hash)).Html),
    ];

    private Task<Notice> Notice(string hash) => db.Set<Notice>().AsNoTracking().SingleAsync(n => n.Hash == hash);

    private PackFile Letter(PackedLetter letter) => new(letter.File, async () => (await db.Set<LetterCopy>().AsNoTracking().SingleAsync(c => c.Letter == letter.Letter)).Message());
}
