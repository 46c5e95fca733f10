using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>Who gets which role: the first account every one, the others what their invitation gives.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private readonly StaffHost _host = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("roles-").FullName;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task TheFirstAccount_MayDoEverything_AndTheNextWhatItsInvitationSays()
    {
        var first = await _host.With((Invitations i) => i.CreateForFirstAccount());
        Assert.Equal(StaffRoles.All, (await Made(first ?? "")).Split(','));
        Assert.Equal("", await Made(await _host.Invite()));
        Assert.Equal("privacy", await Made(await _host.Invite(StaffRoles.Privacy)));
    }

    [Fact]
    public async Task TheCommand_TakesTheRolesToGive_AndKnowsNoOthers()
    {
        await SiteProcess.Run("migrate", ("Var", _folder)).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        var given = await Invite("privacy");
        Assert.Equal((0, ""), (given.Code, given.Error));
        Assert.Contains("/staff/setup/", given.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Invite("")).Code);
        Assert.NotEqual(0, (await Invite("emperor")).Code);
        Assert.Equal(["privacy", "none"], await Stored());
        Assert.Contains("approves changed terms", (await Invite("--help")).Output, StringComparison.Ordinal);
    }

    private Task<ProcessEnd> Invite(string roles) => SiteProcess.Run($"staff invite {roles}", ("Var", _folder)).WaitAsync(TimeSpan.FromSeconds(60));

    private async Task<List<string>> Stored()
    {
        await using var connection = new SqliteConnection($"Data Source={_folder}/site.db");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand("SELECT COALESCE(Role, 'none') FROM StaffInvitation ORDER BY Id", connection);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        return [.. rows.Cast<System.Data.Common.DbDataRecord>().Select(r => r.GetString(0))];
    }

    private async Task<string> Made(string token)
    {
        var made = await Member.With(_host, token);
        return string.Join(',', await _host.With((StaffDb db) => db.UserRoles.Where(u => u.UserId == db.Users.Single(m => m.Email == made.Email).Id)
            .Join(db.Roles, u => u.RoleId, r => r.Id, (_, r) => r.Name ?? "").ToListAsync()));
    }
}
