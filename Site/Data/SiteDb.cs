using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Site.Data;

/// <summary>
/// The one database context of the site. It knows no feature: each folder brings the mapping of its own entities
/// (<see cref="IEntityTypeConfiguration{TEntity}"/>), which this context collects.
/// </summary>
public abstract class SiteDb(DbContextOptions options) : DbContext(options)
{
    private const int MostAttempts = 3;

    /// <summary>
    /// Runs <paramref name="work"/> in one write transaction and commits it. Throws what the work throws, with nothing stored.
    /// The context remembers nothing if it failed, and where somebody else was in the way the work is done again, so it begins with reading.
    /// </summary>
    public async Task<T> InTransaction<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(work);
            }
            catch (Exception e) when (attempt < MostAttempts && DatabaseErrors.IsCollision(e))
            {
                await Task.Delay(Random.Shared.Next(10, 50) * attempt);
            }
        }
    }

    /// <inheritdoc cref="InTransaction{T}"/>
    public Task InTransaction(Func<Task> work) => InTransaction(async () =>
    {
        await work();
        return true;
    });

    /// <summary>
    /// Does <paramref name="read"/>, however many queries it is made of, on the database as it is at one moment: what is committed meanwhile is not seen, and
    /// nobody is kept from committing. It may write nothing.
    /// </summary>
    public abstract Task<T> AtOneMoment<T>(Func<Task<T>> read);

    /// <summary>Saves what was added or changed; a context that was only read from is left alone, as at most starts.</summary>
    public Task SaveIfChanged() => ChangeTracker.HasChanges() ? SaveChangesAsync() : Task.CompletedTask;

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        AppendOnly.Guarded(ChangeTracker, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken));

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        AppendOnly.Guard(ChangeTracker);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<LocalDateTime>().HaveConversion<LocalDateTimeConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SiteDb).Assembly);

    /// <summary>One attempt. The context remembers nothing if it failed.</summary>
    protected virtual async Task<T> Once<T>(Func<Task<T>> work)
    {
        await using var transaction = await Database.BeginTransactionAsync();
        try
        {
            var result = await work();
            await transaction.CommitAsync();
            return result;
        }
        catch
        {
            ChangeTracker.Clear();
            throw;
        }
    }
}
