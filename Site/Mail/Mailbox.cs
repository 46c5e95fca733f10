using MimeKit;
using NodaTime;

namespace Site.Mail;

/// <summary>A letter in the pickup folder.</summary>
/// <param name="Id">The file's name without ending.</param>
public sealed record MailboxEntry(string Id, string To, string Subject, Instant At);

/// <param name="Html">With the logo in it as a data: address, so that it shows anywhere.</param>
public sealed record MailboxLetter(MailboxEntry Entry, string From, string MessageId, string Html, string Text, IReadOnlyList<MailboxFile> Files);

public sealed record MailboxFile(string Name, string MediaType, byte[] Bytes);

/// <summary>Reads the letters in the pickup folder, as a mail program would.</summary>
public sealed class Mailbox(PickupFolder folder)
{
    private const string Ending = ".eml";

    /// <summary>Newest first. A letter that is deleted meanwhile is left out.</summary>
    public IReadOnlyList<MailboxEntry> List(int most = 200) =>
        [.. Ids().Take(most).Select(id => Load(id) is { } message ? Entry(id, message) : null).OfType<MailboxEntry>()];

    /// <summary>Null if there is no such letter.</summary>
    public MailboxLetter? Open(string id)
    {
        if (!Ids().Contains(id) || Load(id) is not { } message)
        {
            return null;
        }

        var html = message.BodyParts.OfType<MimePart>().Where(p => p.ContentId is not null && p.ContentType.IsMimeType("image", "*"))
            .Aggregate(message.HtmlBody ?? "", (body, picture) => body.Replace($"cid:{picture.ContentId}", DataUri(picture), StringComparison.Ordinal));
        return new MailboxLetter(Entry(id, message), message.From.ToString(), message.MessageId ?? "", html, message.TextBody ?? "", Files(message));
    }

    private IEnumerable<string> Ids() => Directory.EnumerateFiles(folder.Path, $"*{Ending}")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Where(id => id.Length > 0 && id[0] != '.').OrderDescending(StringComparer.Ordinal);

    private MimeMessage? Load(string id)
    {
        try
        {
            return MimeMessage.Load(Path.Combine(folder.Path, id + Ending));
        }
        catch (Exception e) when (e is FileNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static MailboxEntry Entry(string id, MimeMessage message) =>
        new(id, message.To.ToString(), message.Subject ?? "", Instant.FromDateTimeOffset(message.Date));

    private static List<MailboxFile> Files(MimeMessage message) => [.. message.Attachments.OfType<MimePart>()
        .Select(part => new MailboxFile(part.FileName ?? "attachment", part.ContentType.MimeType, Bytes(part)))];

    private static string DataUri(MimePart picture) => $"data:{picture.ContentType.MimeType};base64,{Convert.ToBase64String(Bytes(picture))}";

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }
}
