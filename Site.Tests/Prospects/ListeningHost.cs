using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Site.Data;
using Site.Tests.Support;

namespace Site.Tests.Prospects;

/// <summary>A site that writes down which statements a piece of work sends to the database.</summary>
public sealed class ListeningHost : SiteHost
{
    private static readonly AsyncLocal<List<string>?> _heard = new();

    /// <summary>The statements that <paramref name="work"/> sent, in their order; not those of others at the same time.</summary>
    internal static async Task<IReadOnlyList<string>> Hear(Func<Task> work)
    {
        var heard = new List<string>();
        _heard.Value = heard;
        await work();
        _heard.Value = null;
        return heard;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(s => s.ConfigureDbContext<SqliteSiteDb>(o => o.AddInterceptors(new Ear())));
    }

    private sealed class Ear : DbCommandInterceptor
    {
        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            _heard.Value?.Add(command.CommandText);
            return result;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => new(ReaderExecuting(command, eventData, result));

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            _heard.Value?.Add(command.CommandText);
            return new(result);
        }
    }
}
