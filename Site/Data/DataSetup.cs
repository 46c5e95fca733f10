using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Web;

namespace Site.Data;

/// <summary>Registers the database: one context type a provider, one migrations folder each.</summary>
public static class DataSetup
{
    public static WebApplicationBuilder AddData(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<DatabaseOptions>(DatabaseOptions.Section);
        builder.Services.AddSettings<SiteOptions>(SiteOptions.Section).PostConfigure<SecretKeys>((o, keys) => o.TokenKey = keys.GivenOrKept(o.TokenKey, "token.key"));
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, ConnectionCheck>();
        builder.Services.AddSingleton<SecretKeys>();
        builder.Services.AddSingleton<SiteKeys>();
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        builder.Services.AddSingleton<SqliteWriteGate>();
        builder.Services.AddSingleton<SoleProcess>();
        builder.AddDatabase<SiteDb, SqliteSiteDb, SqlServerSiteDb>("__Migrations");
        return builder;
    }

    /// <summary>Adds <typeparamref name="TContext"/> as the type of the configured provider. <paramref name="history"/> names its migrations table.</summary>
    public static void AddDatabase<TContext, TSqlite, TSqlServer>(this WebApplicationBuilder builder, string history)
        where TContext : DbContext
        where TSqlite : TContext, IEmbedded
        where TSqlServer : TContext
    {
        var connection = ConnectionString(builder.Configuration, builder.Environment);
        if (Provider(builder.Configuration) == DatabaseProvider.SqlServer)
        {
            builder.Services.AddDbContextPool<TContext, TSqlServer>(o => o.UseSqlServer(connection, s => s.MigrationsHistoryTable(history)));
        }
        else
        {
            builder.Services.AddHostedService<SqliteMigrator<TSqlite>>();
            builder.Services.AddDbContextPool<TContext, TSqlite>(o => o.UseSqlite(connection, s => s.MigrationsHistoryTable(history)).AddInterceptors(Overwriting.OnEachConnection));
        }
    }

    /// <summary>The provider named in the configuration; anything unknown is reported by the options' check at start.</summary>
    public static DatabaseProvider Provider(IConfiguration configuration) =>
        Enum.TryParse<DatabaseProvider>(configuration["Database:Provider"], ignoreCase: true, out var provider) ? provider : DatabaseProvider.Sqlite;

    /// <summary>
    /// <c>ConnectionStrings__Site</c>; without it SQLite in <c>var/site.db</c> under the content root.
    /// </summary>
    /// <exception cref="OptionsValidationException">SQL Server without a connection string.</exception>
    public static string ConnectionString(IConfiguration configuration, IHostEnvironment environment)
    {
        var given = configuration.GetConnectionString("Site");
        if (!string.IsNullOrWhiteSpace(given))
        {
            return given;
        }

        if (Provider(configuration) == DatabaseProvider.SqlServer)
        {
            throw new OptionsValidationException(nameof(DatabaseOptions), typeof(DatabaseOptions), ["ConnectionStrings__Site is missing: set it to the connection string of the SQL Server database."]);
        }

        var file = Path.Combine(VarFolder.Of(environment, configuration), "site.db");
        return new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ToString();
    }
}
