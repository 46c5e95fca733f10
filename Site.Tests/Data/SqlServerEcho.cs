using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Site.Data;
using Site.Staff;
using Site.Tests.Data;

[assembly: AssemblyFixture(typeof(SqlServerEcho))]

namespace Site.Tests.Data;

/// <summary>
/// Hears every query that any test has the site ask of SQLite, and when all tests are through translates each for SQL Server and checks it.
/// A fault stops the run as a failed clean-up of the assembly. Saves are checked by <see cref="SqlServerModelTests"/>.
/// </summary>
public sealed class SqlServerEcho : IAsyncDisposable
{
    /// <summary>To be added to the contexts of every host; one for all, because EF builds its insides anew for each.</summary>
    public static readonly QueryEar Ear = new();

    /// <summary>The complaints about all that was heard so far; empty is good.</summary>
    public static async Task<IReadOnlyList<string>> Check()
    {
        await using var site = new SilentSite();
        var statements = new List<SqlStatement>();
        foreach (var query in Ear.Heard)
        {
            statements.AddRange(await Translate(site, query));
        }

        return site.Check.Statements(statements);
    }

    public async ValueTask DisposeAsync() => Assert.Empty(Ear.Heard.IsEmpty ? [] : await Check());

    /// <summary>What EF sends to SQL Server for a query that was compiled for SQLite.</summary>
    internal static Task<IReadOnlyList<SqlStatement>> Translate(SilentSite site, HeardQuery heard) => heard.Context == typeof(StaffDb)
        ? site.Captured<StaffDb>(db => Run(db, heard.Query))
        : site.Captured<SiteDb>(db => Run(db, heard.Query));

    private static Task Run(DbContext db, Expression heard)
    {
        var result = typeof(IQueryable).IsAssignableFrom(heard.Type) ? typeof(IEnumerable<>).MakeGenericType(heard.Type.GetGenericArguments()[0]) : heard.Type;
        typeof(SqlServerEcho).GetMethod(nameof(Execute), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(result).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [db, heard], null);
        return Task.CompletedTask;
    }

    private static void Execute<TResult>(DbContext db, Expression heard)
    {
        var move = new Move(db);
        var query = move.Visit(heard);
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var parameter in move.Parameters)
        {
            context.Parameters[parameter.Name] = Samples.Of(parameter.Type);
        }

        var execute = db.GetService<IQueryCompilationContextFactory>().Create(async: false).CreateQueryExecutor<TResult>(query);
        Finish(() => execute(context));
    }

    private static void Finish<TResult>(Func<TResult> execute)
    {
        try
        {
            foreach (var _ in execute() as IEnumerable ?? Array.Empty<object>())
            {
                return;
            }
        }
        catch (InvalidOperationException e) when (e.Message.Contains("no elements", StringComparison.Ordinal))
        {
            // Whoever asked for exactly one row met an empty answer; the statement has been noted by then.
            return;
        }
    }

    /// <summary>Moves a query from the model of one provider to the other's.</summary>
    private sealed class Move(DbContext db) : ExpressionVisitor
    {
        internal Dictionary<string, QueryParameterExpression> Found { get; } = [];

        internal IEnumerable<QueryParameterExpression> Parameters => Found.Values;

        protected override Expression VisitExtension(Expression node) => node switch
        {
            EntityQueryRootExpression root => new EntityQueryRootExpression(db.Model.FindEntityType(root.EntityType.Name)!),
            QueryParameterExpression parameter => Found[parameter.Name] = parameter,
            _ => base.VisitExtension(node),
        };
    }
}

/// <summary>A query as it was compiled, and which context it was asked of.</summary>
public sealed record HeardQuery(Expression Query, Type Context);

/// <summary>Notes the queries that EF compiles for SQLite.</summary>
public sealed class QueryEar : IQueryExpressionInterceptor
{
    public ConcurrentQueue<HeardQuery> Heard { get; } = new();

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        // Raw SQL is written for each database by hand and is checked by the test of the part that holds it.
        if (eventData.Context is { } db && !new Raw().Finds(queryExpression))
        {
            Heard.Enqueue(new HeardQuery(queryExpression, db is StaffDb ? typeof(StaffDb) : typeof(SiteDb)));
        }

        return queryExpression;
    }

    private sealed class Raw : ExpressionVisitor
    {
        private bool _found;

        internal bool Finds(Expression query)
        {
            Visit(query);
            return _found;
        }

        protected override Expression VisitExtension(Expression node)
        {
            _found |= node is QueryRootExpression && node.GetType() != typeof(EntityQueryRootExpression);
            return node is QueryRootExpression or QueryParameterExpression ? node : base.VisitExtension(node);
        }
    }
}
