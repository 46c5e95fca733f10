using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Site.Mail;

/// <summary>
/// A letter as it was sent, its tokens blanked: the bytes whose digest the evidence holds (rule P7). It goes with its submission, with the service it was sent
/// for, and with the first value that it names and that nothing needs any more.
/// </summary>
public sealed class LetterCopy
{
    private const char Separator = ',';

    /// <summary>The random id of the letter's outbox row.</summary>
    public required Guid Letter { get; init; }

    /// <summary>The random id of the submission it is about.</summary>
    public required Guid Submission { get; init; }

    public required LetterKind Kind { get; init; }

    /// <summary>Key of the purpose that it was sent for.</summary>
    public required string Purpose { get; init; }

    /// <summary>Keys of the fields whose values it names, each between two commas.</summary>
    public required string Fields { get; init; }

    public required Instant SentAt { get; init; }

    /// <summary>The message [RFC 5322], compressed [RFC 7932].</summary>
    public required byte[] Compressed { get; init; }

    /// <summary>The message [RFC 5322]; what it hashes to is the digest in the evidence.</summary>
    public byte[] Message()
    {
        using var packed = new BrotliStream(new MemoryStream(Compressed, writable: false), CompressionMode.Decompress);
        using var message = new MemoryStream();
        packed.CopyTo(message);
        return message.ToArray();
    }

    /// <summary>How a key stands in <see cref="Fields"/>.</summary>
    public static string Named(string field) => $"{Separator}{field}{Separator}";

    internal static LetterCopy Of(OutboxRow row, PrintedLetter letter, Instant sentAt) => new()
    {
        Letter = row.PublicId,
        Submission = row.Submission,
        Kind = row.Kind,
        Purpose = row.Purpose,
        Fields = Separator + string.Concat(letter.UsedFields.Select(f => f.Key).Distinct().Select(key => key + Separator)),
        SentAt = sentAt,
        Compressed = Pack(letter.Blanked),
    };

    private static byte[] Pack(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            brotli.Write(message);
        }

        return packed.ToArray();
    }
}

internal sealed class LetterCopyMapping : IEntityTypeConfiguration<LetterCopy>
{
    public void Configure(EntityTypeBuilder<LetterCopy> builder)
    {
        builder.ToTable(nameof(LetterCopy));
        builder.HasKey(c => c.Letter);
        builder.Property(c => c.Letter).ValueGeneratedNever();
        builder.Property(c => c.Purpose).HasMaxLength(60);
        builder.Property(c => c.Fields).HasMaxLength(1000);
        builder.HasIndex(c => c.Submission);
    }
}
