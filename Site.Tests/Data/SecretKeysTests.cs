using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Site.Data;
using Site.Tests.Support;

namespace Site.Tests.Data;

public sealed class SecretKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("site-keys-").FullName;

    [Fact, Rule("S9")]
    public void AKey_IsMadeOnce_AndOnlyItsOwnerReadsIt()
    {
        var key = Kept();
        Assert.Null(SecretKeys.Fault("Any__Key", key));
        Assert.Equal(key, Kept());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(_folder, "some.key")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task EightStartsAtOnce_HaveOneKey_AndLeaveNothingElseBehind()
    {
        for (var round = 0; round < 10; round++)
        {
            using var gate = new Barrier(8);
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() => Meet(gate), TaskCreationOptions.LongRunning)));
            Assert.Single(keys.Distinct());
            Assert.Equal(["some.key"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName));
            File.Delete(Path.Combine(_folder, "some.key"));
        }
    }

    [Fact]
    public void AGivenKey_IsTaken_AndNoneIsMade()
    {
        Assert.Equal("given", new SecretKeys(new HostingEnvironment { EnvironmentName = "Development" }, Var).GivenOrKept("given", "some.key"));
        Assert.Null(new SecretKeys(new HostingEnvironment { EnvironmentName = "Production" }, Var).GivenOrKept(null, "some.key"));
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IConfiguration Var => new ConfigurationBuilder().AddInMemoryCollection([new("Var", _folder)]).Build();

    private string? Meet(Barrier gate)
    {
        gate.SignalAndWait();
        return Kept();
    }

    private string? Kept() =>
        new SecretKeys(new HostingEnvironment { EnvironmentName = "Development", ContentRootPath = _folder }, Var).GivenOrKept(null, "some.key");
}
