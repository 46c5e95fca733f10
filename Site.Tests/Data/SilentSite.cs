using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using Site.Data;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Data;

/// <summary>
/// The site's own parts with the SQL Server provider and no server: what they would send is caught. Nothing is started, so the content is empty.
/// </summary>
public sealed class SilentSite : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("site-silent-").FullName;
    private readonly WebApplication _site;
    private List<SqlStatement> _caught = [];
    private SqlCheck? _check;
    private int _rows;

    public SilentSite() => _site = Program.Build(
        [
            "--environment=Development", "--Database:Provider=SqlServer", "--ConnectionStrings:Site=Server=none", $"--Var={_folder}",
            $"--Content:Folder={Path.Combine(SiteHost.Repository, "Content")}",
        ],
        builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.KeepLoggers();
            builder.Services.Replace(ServiceDescriptor.Singleton<IClock>(new FakeClock(SiteHost.Beginning)));
            builder.Services.Replace(ServiceDescriptor.Singleton(Options<SqlServerSiteDb>));
            builder.Services.Replace(ServiceDescriptor.Singleton(Options<SqlServerStaffDb>));
        });

    /// <summary>The statements that <paramref name="work"/> would have sent, in order.</summary>
    /// <param name="rows">How many rows each query seems to find: with 0 the code goes one way, with 1 the other.</param>
    public async Task<IReadOnlyList<SqlStatement>> Captured<TPart>(Func<TPart, Task> work, int rows = 0)
        where TPart : notnull
    {
        (_caught, _rows) = ([], rows);
        await using var scope = _site.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TPart>());
        return _caught;
    }

    /// <inheritdoc cref="Captured{TPart}"/>
    public Task<IReadOnlyList<SqlStatement>> Captured(Func<SiteDb, Task> work, int rows = 0) => Captured<SiteDb>(work, rows);

    /// <summary>Checks against what the migrations of both contexts make of a SQL Server database.</summary>
    internal SqlCheck Check => _check ??= new SqlCheck(Schema());

    internal IEnumerable<IEntityType> Entities => Models().SelectMany(m => m.GetEntityTypes());

    /// <summary>What the migrations of both contexts make.</summary>
    internal SqlServerSchema Schema()
    {
        using var scope = _site.Services.CreateScope();
        return new SqlServerSchema()
            .Migrate(scope.ServiceProvider.GetRequiredService<SiteDb>())
            .Migrate(scope.ServiceProvider.GetRequiredService<StaffDb>());
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private List<IModel> Models()
    {
        using var scope = _site.Services.CreateScope();
        return [scope.ServiceProvider.GetRequiredService<SiteDb>().Model, scope.ServiceProvider.GetRequiredService<StaffDb>().Model];
    }

    // One row a statement: in a batch EF expects as many rows back as it sent, which this server cannot know.
    private DbContextOptions<TContext> Options<TContext>(IServiceProvider services)
        where TContext : DbContext =>
        new DbContextOptionsBuilder<TContext>().UseApplicationServiceProvider(services)
            .UseSqlServer(new SilentConnection(s => _caught.Add(s), () => _rows), s => s.MaxBatchSize(1)).Options;
}
