using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Data;
using Site.MyData;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData;

/// <summary>How SQLite finds what is due: by indexes, however many people there are.</summary>
public sealed class EraserPlanTests(SiteHost site) : IClassFixture<SiteHost>
{
    [Fact]
    public async Task WhatIsDue_IsFoundByIndexes_AndInOrder()
    {
        await site.Confirmed("alice@beispiel.example", "newsletter");
        await using var scope = site.Services.CreateAsyncScope();
        var plans = await Plans(scope.ServiceProvider.GetRequiredService<SiteDb>(), scope.ServiceProvider.GetRequiredService<Cohorts>());
        Assert.Equal(5, plans.Count);
        Assert.All(plans, plan =>
        {
            Assert.Contains("SEARCH s USING INDEX IX_SignUp_Form_RequestedAt (Form=? AND RequestedAt>? AND RequestedAt<?)", plan, StringComparison.Ordinal);
            Assert.Contains("USING INDEX IX_Basis_Submission_Purpose (Submission=? AND Purpose=?)", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
        });
    }

    private static async Task<List<string>> Plans(SiteDb db, Cohorts cohorts)
    {
        var cohort = Assert.Single(await cohorts.All(CancellationToken.None));
        var terms = await cohorts.Terms(cohort, Instant.FromUtc(2026, 12, 1, 0, 0), CancellationToken.None) ?? throw new InvalidOperationException();
        var plans = new List<string>();
        foreach (var due in terms.Values.Select(v => v.Due).Append(terms.Submissions).Concat(terms.Services.Select(s => s.Due)))
        {
            plans.Add(await Plan(db, Doomed.WithoutLetterUnderway(db, due(cohort.From(cohort.First, db))).OrderBy(s => s.RequestedAt).ThenBy(s => s.Id).Take(200)));
        }

        return plans;
    }

    private static async Task<string> Plan(SiteDb db, IQueryable<SignUp> due)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = due.CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        await using var row = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await row.ReadAsync())
        {
            lines.Add(row.GetString(3));
        }

        return string.Join('\n', lines);
    }
}
