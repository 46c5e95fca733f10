using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Site.Data;
using Site.Evidence;

namespace Bench;

/// <summary>The site as it is, or with <c>Bench__Log=off</c> without its evidence: what is appended is taken out of each save, so that nothing of it reaches the database.</summary>
internal sealed class Logless : SaveChangesInterceptor
{
    private static Task<int> Main(string[] args) => Program.Serve(args, builder =>
    {
        if (builder.Configuration["Bench:Log"] == "off")
        {
            builder.Services.ConfigureDbContext<SqliteSiteDb>(o => o.AddInterceptors(new Logless()));
            // Before whatever of the site's own would write the events itself.
            var own = builder.Services[^1];
            builder.Services.RemoveAt(builder.Services.Count - 1);
            builder.Services.Insert(0, own);
        }
    });

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context?.ChangeTracker.Entries().Where(e => e.State == EntityState.Added && e.Entity is Event or Payload).ToList() ?? [])
        {
            entry.State = EntityState.Detached;
        }

        return ValueTask.FromResult(result);
    }
}
