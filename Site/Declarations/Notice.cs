using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Declarations;

/// <summary>
/// Everything that was shown: the exact bytes of what was declared and of how it was rendered, under their SHA-256. Of a form, or of the
/// privacy notice; which of them says the <see cref="NoticePublication.FormKey"/>.
/// </summary>
public sealed class Notice : IAppendOnly
{
    /// <summary>SHA-256(JSON ‖ 0x00 ‖ HTML) in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    public required byte[] Json { get; init; }

    public required byte[] Html { get; init; }

    /// <summary>The form that it declares.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is the notice of something else.</exception>
    public Form Form => Form.FromJson(Json);

    /// <summary>The HTML as it was shown.</summary>
    public string Shown => Encoding.UTF8.GetString(Html);

    public static Notice Of(Form form, string html) => Of(form.ToJson(), html);

    public static Notice Of(byte[] json, string html)
    {
        var bytes = Encoding.UTF8.GetBytes(html);
        return new Notice { Hash = Convert.ToHexStringLower(SHA256.HashData([.. json, 0, .. bytes])), Json = json, Html = bytes };
    }
}

/// <summary>From when until when a notice was what a form, or the privacy page, showed. <see cref="FormKey"/> is the form's, or <see cref="PrivacyNotice.Key"/>.</summary>
public sealed class NoticePublication
{
    public long Id { get; init; }

    public required string FormKey { get; init; }

    public required string Language { get; init; }

    public required string NoticeHash { get; init; }

    public required Instant PublishedAt { get; init; }

    public Instant? ReplacedAt { get; set; }

    /// <summary>Ends what was shown and adds what is shown from now on; the caller saves.</summary>
    internal static async Task Replace(SiteDb db, NoticePublication? current, Notice notice, string formKey, string language, Instant now)
    {
        if (current is not null)
        {
            // Saved before the next one is added: only one may be open.
            db.Attach(current).Entity.ReplacedAt = now;
            await db.SaveChangesAsync();
        }

        if (db.Set<Notice>().Local.All(n => n.Hash != notice.Hash) && !await db.Set<Notice>().AnyAsync(n => n.Hash == notice.Hash))
        {
            db.Add(notice);
        }

        db.Add(new NoticePublication { FormKey = formKey, Language = language, NoticeHash = notice.Hash, PublishedAt = now });
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>, IEntityTypeConfiguration<NoticePublication>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable(nameof(Notice), t => t.HasTrigger("Notice_NoUpdate"));
        builder.HasKey(n => n.Hash);
        builder.Property(n => n.Hash).HasMaxLength(64);
        builder.Ignore(n => n.Form);
        builder.Ignore(n => n.Shown);
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
