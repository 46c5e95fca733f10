using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

public sealed class KeyRingTests(StaffHost host) : IClassFixture<StaffHost>
{
    [Fact, Rule("S9")]
    public async Task Keys_InTheDatabase_AreSealed()
    {
        await host.Site.Browser().Get("/staff/sign-in");
        var keys = await host.With((StaffDb db) => db.DataProtectionKeys.Select(k => k.Xml ?? "").ToListAsync());
        Assert.NotEmpty(keys);
        Assert.All(keys, xml =>
        {
            Assert.Contains("<sealed ", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal);
        });
    }

    [Fact, Rule("S9")]
    public async Task Session_OfOneNode_HoldsOnTheNext_UnderTheSameKeyOnly()
    {
        var member = await Member.Join(host);
        var signedIn = await member.SignIn(host.Site.Browser());
        var session = signedIn.Cookies.Single(c => c.StartsWith("__Host-desk=", StringComparison.Ordinal)).Split(';')[0];

        Assert.Equal(HttpStatusCode.NotFound, await Ask(host.Start(), session));
        Assert.Equal(HttpStatusCode.Redirect, await Ask(host.Start(Convert.ToBase64String(new byte[32])), session));
    }

    [Fact, Rule("S9")]
    public async Task AppSecretAndRecoveryCodes_AreNotInTheDatabase()
    {
        var member = await Member.Join(host);
        var row = await host.With((StaffDb db) => db.Users.AsNoTracking().SingleAsync(u => u.Email == member.Email));
        Assert.Equal(-1, row.TotpSecret.AsSpan().IndexOf(member.Secret));
        SqliteConnection.ClearAllPools();
        await using var connection = new SqliteConnection(host.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var dump = connection.CreateCommand();
        dump.CommandText = "SELECT group_concat(hex(Digest)) FROM StaffRecoveryCode";
        var digests = (string?)await dump.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? "";
        Assert.All(member.RecoveryCodes, code =>
        {
            var plain = System.Text.Encoding.ASCII.GetBytes(code.Replace("-", "", StringComparison.Ordinal));
            Assert.DoesNotContain(Convert.ToHexString(plain), digests, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(plain)), digests, StringComparison.Ordinal);
        });
    }

    [Fact, Rule("S6")]
    public async Task Audit_IsInsertOnly()
    {
        await Member.Join(host);
        foreach (var sql in new[] { "UPDATE StaffAudit SET Detail = 'x'", "DELETE FROM StaffAudit" })
        {
            var refused = await Assert.ThrowsAsync<SqliteException>(() => host.With((StaffDb db) => db.Database.ExecuteSqlRawAsync(sql)));
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Migrations_AreThoseOfTheModel()
    {
        using var sqlite = new SqliteStaffDesignTime().CreateDbContext([]);
        using var sqlServer = new SqlServerStaffDesignTime().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(sqlServer.Database.HasPendingModelChanges());
    }

    private static async Task<HttpStatusCode> Ask(Node node, string session)
    {
        using var client = node.CreateDefaultClient(new Uri("https://localhost"));
        client.DefaultRequestHeaders.Add("Cookie", session);
        using var answer = await client.GetAsync(new Uri("/admin/x", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
