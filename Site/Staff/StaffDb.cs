using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Staff;

/// <summary>
/// Accounts, invitations, audit and the data-protection keys, in the same database as <see cref="SiteDb"/> but in a context of their own:
/// what staff are is no business of the queries about prospects. It maps its entities itself, as SiteDb collects every mapping class there is.
/// </summary>
public abstract class StaffDb(DbContextOptions options) : IdentityDbContext<StaffMember>(options), IDataProtectionKeyContext
{
    /// <summary>The migrations table, beside that of SiteDb.</summary>
    public const string History = "__StaffMigrations";

    // A GUID as text; Identity's own 450 characters make keys of two that SQL Server warns about.
    private const int IdLength = 36;

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Runs <paramref name="work"/> in one write transaction and commits it. Throws what the work throws, with nothing stored.</summary>
    public virtual async Task<T> InTransaction<T>(Func<Task<T>> work)
    {
        await using var transaction = await Database.BeginTransactionAsync();
        var result = await work();
        await transaction.CommitAsync();
        return result;
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        AppendOnly.Guarded(ChangeTracker, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken));

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        AppendOnly.Guard(ChangeTracker);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        NameTables(builder);
        builder.Entity<StaffMember>().Property(m => m.Id).HasMaxLength(IdLength);
        builder.Entity<StaffMember>().Property(m => m.TotpSecret).HasMaxLength(100);
        builder.Entity<IdentityRole>().Property(r => r.Id).HasMaxLength(IdLength);
        Map(builder.Entity<Invitation>());
        Map(builder.Entity<RecoveryCode>());
        Map(builder.Entity<AuditRow>());
    }

    private static void NameTables(ModelBuilder builder)
    {
        builder.Entity<StaffMember>().ToTable("StaffMember");
        builder.Entity<IdentityRole>().ToTable("StaffRole");
        builder.Entity<IdentityUserRole<string>>().ToTable("StaffMemberRole");
        builder.Entity<IdentityUserClaim<string>>().ToTable("StaffClaim");
        builder.Entity<IdentityRoleClaim<string>>().ToTable("StaffRoleClaim");
        builder.Entity<IdentityUserLogin<string>>().ToTable("StaffLogin");
        builder.Entity<IdentityUserToken<string>>().ToTable("StaffToken");
        builder.Entity<IdentityUserPasskey<string>>().ToTable("StaffPasskey");
        builder.Entity<DataProtectionKey>().ToTable("StaffKey");
    }

    private static void Map(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("StaffInvitation");
        invitation.Property(i => i.Hash).HasMaxLength(32);
        invitation.Property(i => i.Role).HasMaxLength(60);
        invitation.HasIndex(i => i.Hash).IsUnique();
    }

    private static void Map(EntityTypeBuilder<RecoveryCode> code)
    {
        code.ToTable("StaffRecoveryCode");
        code.HasOne<StaffMember>().WithMany().HasForeignKey(c => c.StaffId).OnDelete(DeleteBehavior.Cascade);
        code.Property(c => c.Digest).HasMaxLength(32);
        code.HasIndex(c => new { c.StaffId, c.Digest }).IsUnique();
    }

    private static void Map(EntityTypeBuilder<AuditRow> row)
    {
        row.ToTable("StaffAudit", t => t.HasTrigger("StaffAudit_NoUpdate"));
        row.Property(r => r.StaffId).HasMaxLength(IdLength);
        row.Property(r => r.Act).HasConversion<string>().HasMaxLength(40);
        row.Property(r => r.Detail).HasMaxLength(400);
        row.HasIndex(r => new { r.Subject, r.At });
    }
}
