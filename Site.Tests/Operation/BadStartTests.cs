using System.Net;
using System.Net.Sockets;
using Site.Tests.Support;

namespace Site.Tests.Operation;

/// <summary>A setting that is wrong stops the start of the real program with one sentence that names it and the mend.</summary>
public sealed class BadStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("site-start-").FullName;

    [Theory]
    [InlineData("Database:Provider", "Oracle", "Database__Provider must be Sqlite or SqlServer.")]
    [InlineData("Database:Provider", "7", "Database__Provider must be Sqlite or SqlServer.")]
    [InlineData("Database:Provider", "SqlServer", "ConnectionStrings__Site is missing: set it to")]
    [InlineData("ConnectionStrings:Site", "rubbish", "ConnectionStrings__Site is no connection string for Sqlite: set it like Data Source=")]
    [InlineData("ConnectionStrings:Site", "Server=db;Database=Site", "ConnectionStrings__Site is no connection string for Sqlite: set it like Data Source=")]
    [InlineData("ConnectionStrings:Site", "Data Source=FILE/below/site.db", "ConnectionStrings__Site: the folder FILE/below cannot be written to")]
    [InlineData("Content:Folder", "/nowhere", "/nowhere: the content folder does not exist; set Content__Folder")]
    [InlineData("Content:Poll", "often", "Content__Poll must lie between")]
    [InlineData("Evidence:Folder", "FILE/below", "Evidence__Folder: the folder FILE/below cannot be written to")]
    [InlineData("Evidence:Key", "short", "Evidence__Key must be base64 of exactly 32 bytes, for example from")]
    [InlineData("Evidence:Key", "AAAA", "Evidence__Key must be base64 of exactly 32 bytes")]
    [InlineData("Site:TokenKey", "short", "Site__TokenKey must be base64 of exactly 32 bytes, for example from")]
    [InlineData("Site:TokenKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g", "Site__TokenKey must be base64 of exactly 32 bytes")]
    [InlineData("Site:PublicUrl", "www.example.org", "Site__PublicUrl must be the http(s) address")]
    [InlineData("Site:PublicUrl", "ftp://example.org", "Site__PublicUrl must be the http(s) address")]
    [InlineData("Site:PublicUrl", "https://example.org/site", "without a path")]
    [InlineData("Site:TrustedProxies", "10.0.0.1, proxy", "Site__TrustedProxies: \"proxy\" is no address and no network like 10.0.0.0/8.")]
    [InlineData("Site:TrustedProxies", "10.0.0.0/99", "Site__TrustedProxies: \"10.0.0.0/99\" is no address")]
    [InlineData("Site:PrivacyOfficer", "the officer", "Site__PrivacyOfficer must be an e-mail address, like")]
    [InlineData("Site:PrivacyOfficer", "Alice <alice@example.org>", "Site__PrivacyOfficer must be an e-mail address, like")]
    [InlineData("Mail:Host", "smtp://mail.example.org", "Mail__Host must be the bare name or address")]
    [InlineData("Mail:Port", "many", "Mail__Port must be a port, 1 to 65535.")]
    [InlineData("Mail:Port", "0", "Mail__Port must be a port, 1 to 65535.")]
    [InlineData("Mail:Security", "Ssl", "Mail__Security must be None, StartTls or Tls.")]
    [InlineData("Mail:Security", "1", "Mail__Security must be None, StartTls or Tls.")]
    [InlineData("Mail:User", "alice", "Mail__User and Mail__Password belong together")]
    [InlineData("Mail:Password", "secret", "Mail__User and Mail__Password belong together")]
    [InlineData("Mail:From", "nobody", "Mail__From must be an address, such as")]
    [InlineData("Mail:PickupFolder", "FILE/below", "Mail__PickupFolder: the folder FILE/below cannot be written to")]
    [InlineData("Mail:Bounces:Address", "Bounces <b@example.org>", "Mail__Bounces__Address must be a bare address")]
    [InlineData("Mail:Bounces:Address", "a-name-that-is-far-too-long-for-verp@example.org", "Mail__Bounces__Address must be a bare address whose part before the @ is at most 24")]
    [InlineData("Mail:Bounces:Folder", "FILE/below", "Mail__Bounces__Folder: the folder FILE/below cannot be written to")]
    [InlineData("Mail:Bounces:Host", "mail.example.org", "Mail__Bounces__Address is missing: without it")]
    [InlineData("Mail:Bounces:Host", "mail.example.org", "Mail__Bounces__Host, Mail__Bounces__User and Mail__Bounces__Password belong together")]
    [InlineData("Mail:Bounces:Port", "x", "Mail__Bounces__Port must be a port, 1 to 65535.")]
    [InlineData("Mail:Bounces:Pause", "00:10:00", "Mail__Bounces__Pause must be 01:00:00 to 7.00:00:00.")]
    [InlineData("Mail:Dkim:Domain", "example.org", "Mail__Dkim__Domain, Mail__Dkim__Selector and Mail__Dkim__Key (or Mail__Dkim__KeyFile) belong together")]
    [InlineData("Mail:Dkim:Key", "rubbish", "Mail__Dkim__Key must hold a private key in PEM (PKCS#8, RSA or Ed25519), for example from")]
    [InlineData("Mail:Dkim:KeyFile", "FILE/none", "Mail__Dkim__KeyFile cannot be read")]
    [InlineData("Mail:Dns", "resolver", "Mail__Dns must be the address and port of a resolver, like")]
    [InlineData("Mail:Sweep", "soon", "Mail__Sweep must be 00:00:01 to 00:59:00.")]
    [InlineData("Journeys:Sweep", "00:00:00", "Journeys__Sweep must lie between")]
    [InlineData("MyData:EraseAt", "24:00", "MyData__EraseAt must be a time of day, like 02:00.")]
    [InlineData("MyData:LinkLasts", "00:11:00", "MyData__LinkLasts must lie between 1 and 10 minutes.")]
    [InlineData("MyData:SessionLasts", "02:00:00", "MyData__SessionLasts must lie between 1 and 60 minutes.")]
    [InlineData("MyData:LinksPerHour", "0", "MyData__LinksPerHour must lie between 1 and 100.")]
    [InlineData("MyData:LinksPerDay", "many", "MyData__LinksPerDay")]
    [InlineData("MyData:EraseAt", "at night", "MyData__EraseAt must be a time of day, like 02:00.")]
    [InlineData("Jobs:Poll", "x", "Jobs__Poll must be")]
    [InlineData("SignUps:LettersPerHour", "-1", "SignUps__LettersPerHour must lie between")]
    [InlineData("Limits:PerClient", "x", "Limits__PerClient must lie between")]
    [InlineData("Limits:BodyBytes", "1", "Limits__BodyBytes must lie between")]
    [InlineData("Var", "FILE/below", "Var: the folder FILE/below cannot be written to")]
    public async Task ABadValue_IsNamedInASentence_WithTheMend(string setting, string value, string sentence)
    {
        var (code, error) = await Start("Development", $"--{setting}={Here(value)}");
        Assert.Equal(1, code);
        Assert.Contains(Here(sentence), error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception:", error, StringComparison.Ordinal);
    }

    [Theory, Rule("S9")]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task OutsideDevelopment_EveryKeyIsDemanded_AndNoneIsMade(string environment)
    {
        var (code, error) = await Start(environment);
        Assert.Equal(1, code);
        Assert.Contains("Site__TokenKey is missing: set it to base64 of 32 random bytes", error, StringComparison.Ordinal);
        Assert.Contains("Evidence__Key is missing: set it to base64 of 32 random bytes", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.key", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task SeveralBadValues_AreSaidALineEach()
    {
        var (_, error) = await Start("Development", "--Mail:Port=x", "--Mail:Security=y", "--Database:Provider=z", "--Site:PrivacyOfficer=w");
        Assert.Equal(4, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task AnAddressInUse_IsNamedWithTheWayOut()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var (code, error) = await Start("Development", $"--urls=http://{other.LocalEndpoint}");
        Assert.Equal(1, code);
        Assert.Contains($"http://{other.LocalEndpoint}: address already in use. End what runs there, or start with --urls", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenContent_IsNamedWithFileLineAndReason()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "Content"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "Content", "site.yml"), "brand:\n  name: [", TestContext.Current.CancellationToken);
        var (code, error) = await Start("Development", $"--Content:Folder={_folder}/Content");
        Assert.Equal(1, code);
        Assert.Matches(@"site\.yml:\d+: ", error);
    }

    [Fact]
    public async Task AKeptKeyThatIsDamaged_IsNamedWithItsFile()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "token.key"), "half a k", TestContext.Current.CancellationToken);
        var (_, error) = await Start("Development");
        Assert.Contains($"{_folder}/token.key does not hold base64 of 32 bytes: restore it, or delete it", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("migrate")]
    [InlineData("staff invite")]
    public async Task AsAProcess_WithTheNamesOfTheEnvironment_TheSentenceIsAllThatIsSaid(string command)
    {
        var ended = await SiteProcess.Run(command, ("Var", _folder), ("Database__Provider", "SqlSever"));
        Assert.Equal(new ProcessEnd(1, "", "Database__Provider must be Sqlite or SqlServer." + Environment.NewLine), ended);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Code, string Error)> Start(string environment, params string[] settings)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "", TestContext.Current.CancellationToken);
        var error = new StringWriter();
        string[] defaults = [$"--environment={environment}", $"--contentRoot={SiteHost.Repository}/Site", $"--Var={_folder}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"];
        return (await Site.Start.Run([.. defaults, .. settings], error), error.ToString());
    }

    private string Here(string text) => text.Replace("FILE", $"{_folder}/file", StringComparison.Ordinal);
}
