using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Declarations;

/// <summary>Everything shown with a form: the exact bytes of its declaration and of its fields as rendered, under their SHA-256.</summary>
public sealed class Notice : IAppendOnly
{
    /// <summary>SHA-256(JSON ‖ 0x00 ‖ HTML) in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    public required byte[] Json { get; init; }

    public required byte[] Html { get; init; }

    public Form Form => Form.FromJson(Json);

    public static Notice Of(Form form, string html)
    {
        var json = form.ToJson();
        var bytes = Encoding.UTF8.GetBytes(html);
        return new Notice { Hash = Convert.ToHexStringLower(SHA256.HashData([.. json, 0, .. bytes])), Json = json, Html = bytes };
    }
}

/// <summary>From when until when a notice was what a form showed.</summary>
public sealed class NoticePublication
{
    public long Id { get; init; }

    public required string FormKey { get; init; }

    public required string Language { get; init; }

    public required string NoticeHash { get; init; }

    public required Instant PublishedAt { get; init; }

    public Instant? ReplacedAt { get; set; }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>, IEntityTypeConfiguration<NoticePublication>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable(nameof(Notice), t => t.HasTrigger("Notice_NoUpdate"));
        builder.HasKey(n => n.Hash);
        builder.Property(n => n.Hash).HasMaxLength(64);
        builder.Ignore(n => n.Form);
    }

    public void Configure(EntityTypeBuilder<NoticePublication> builder)
    {
        builder.ToTable(nameof(NoticePublication));
        builder.Property(p => p.FormKey).HasMaxLength(160);
        builder.Property(p => p.Language).HasMaxLength(2);
        builder.Property(p => p.NoticeHash).HasMaxLength(64);
        builder.HasOne<Notice>().WithMany().HasForeignKey(p => p.NoticeHash).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.FormKey, p.Language }).IsUnique().HasFilter("ReplacedAt IS NULL");
    }
}
