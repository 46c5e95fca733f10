using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Site.Web;

/// <summary>How jobs are run (section <c>Jobs</c>).</summary>
public sealed class JobsOptions
{
    public const string Section = "Jobs";

    [Range(1, 64, ErrorMessage = "Jobs__Workers must be 1 to 64.")]
    public int Workers { get; set; } = 4;

    /// <summary>How often recurring jobs are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Jobs__Poll must be 00:00:01 to 00:01:00.")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Hangfire: in memory, or in the SQL Server database where that is the site's. It only wakes jobs; each finds out from the site's own tables
/// what is to be done, so that losing Hangfire's store loses nothing.
/// </summary>
public static class Jobs
{
    public static WebApplicationBuilder AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<JobsOptions>(JobsOptions.Section);
        // Registered by itself: Hangfire would keep it in a static, which two sites in one process would share; the activator below likewise.
        builder.Services.AddSingleton(Store);
        builder.Services.AddHangfire((services, hangfire) => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings()
            .UseLogProvider(new AspNetCoreLogProvider(new Outliving(services.GetRequiredService<ILoggerFactory>()))));
        builder.Services.AddHangfireServer((services, server) =>
        {
            var options = services.GetRequiredService<IOptions<JobsOptions>>().Value;
            (server.WorkerCount, server.SchedulePollingInterval) = (options.Workers, options.Poll);
            server.Activator = new AspNetCoreJobActivator(services.GetRequiredService<IServiceScopeFactory>());
        });
        return builder;
    }

    /// <summary>A job that runs at each full <paramref name="every"/> (seconds below a minute, whole minutes from there) and may run twice at once.</summary>
    public static void AddRecurring<T>(this WebApplicationBuilder builder, string id, Func<IServiceProvider, TimeSpan> every, Expression<Func<T, Task>> job) =>
        builder.Services.AddHostedService(services => new Recurring<T>(services, id, Cron(every(services)), job));

    internal static string Cron(TimeSpan every) => every < TimeSpan.FromMinutes(1)
        ? $"*/{Math.Max(1, (int)every.TotalSeconds)} * * * * *"
        : every < TimeSpan.FromHours(1) ? $"*/{(int)every.TotalMinutes} * * * *" : $"0 */{Math.Min(23, (int)every.TotalHours)} * * *";

    private static JobStorage Store(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return string.Equals(configuration["Database:Provider"], "SqlServer", StringComparison.OrdinalIgnoreCase)
            ? new SqlServerStorage(configuration.GetConnectionString("Site"), new SqlServerStorageOptions { SchemaName = "Hangfire" })
            : new InMemoryStorage();
    }

    // This one Hangfire keeps in a static whatever one does: a site that has ended must not fail the jobs of one that still runs.
    private sealed class Outliving(ILoggerFactory loggers) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName)
        {
            try
            {
                return loggers.CreateLogger(categoryName);
            }
            catch (ObjectDisposedException)
            {
                return NullLogger.Instance;
            }
        }

        public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

        public void Dispose()
        {
        }
    }

    private sealed class Recurring<T>(IServiceProvider services, string id, string cron, Expression<Func<T, Task>> job) : OnceStarted
    {
        public override Task StartedAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<IRecurringJobManager>().AddOrUpdate(id, job, cron);
            return Task.CompletedTask;
        }
    }
}
