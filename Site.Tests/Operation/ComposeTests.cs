using System.Text.RegularExpressions;
using Site.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Site.Tests.Operation;

/// <summary>What can be known about docker-compose.yml, the image and the README without a container engine.</summary>
public sealed partial class ComposeTests
{
    private static readonly string _compose = Read("docker-compose.yml");
    private static readonly Dictionary<string, Service> _services = Parse(_compose);

    [Fact]
    public void EverySettingOfTheSite_IsOneThatItKnows() =>
        Assert.Empty(_services.Values.Where(s => s.Build is not null).SelectMany(s => s.Environment.Keys).Concat(EnvOfImage()).Except(SettingNames.All));

    [Fact, Rule("S9")]
    public void TheSite_IsGivenWhatProductionDemands()
    {
        string[] demanded = ["ConnectionStrings__Site", "Site__TokenKey", "Evidence__Key"];
        Assert.All(_services.Values.Where(s => s.Build is not null), s => Assert.Empty(demanded.Except(s.Environment.Keys)));
        Assert.All(_services["site"].Environment.Where(e => demanded.Contains(e.Key)), e => Assert.Contains("${", e.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void WhoeverWaitsForAnother_CanKnowThatItIsReady()
    {
        foreach (var (name, condition) in _services.Values.SelectMany(s => s.DependsOn).Select(d => (d.Key, d.Value["condition"])))
        {
            var awaited = _services[name];
            Assert.True(condition == "service_healthy" ? awaited.HealthCheck?.ContainsKey("test") == true : condition == "service_completed_successfully" && awaited.Restart == "no", name);
        }

        Assert.Equal(["mailpit", "migrate", "sqlserver"], _services["site"].DependsOn.Keys.Order());
    }

    [Fact]
    public void ForeignImages_ArePinnedToAVersion() =>
        Assert.All(_services.Values.Where(s => s.Build is null), s => Assert.Matches(@"^[\w./-]+:(?!latest)[\w.-]*\d", s.Image ?? ""));

    [Fact]
    public void NothingIsOpenToTheNetwork() =>
        Assert.All(_services.Values.SelectMany(s => s.Ports), p => Assert.StartsWith("127.0.0.1:", p, StringComparison.Ordinal));

    [Fact]
    public void EveryVariable_StandsInTheExample()
    {
        var example = Read(".env.example").Split('\n').Select(l => l.Split('=')[0]).ToHashSet();
        Assert.Empty(Variable().Matches(_compose).Select(m => m.Groups[1].Value).Except(example));
    }

    [Fact]
    public void TheImage_CopiesWhatExists() =>
        Assert.All(Copied().Matches(Read("Dockerfile")).SelectMany(m => m.Groups[1].Value.Split(' ')[..^1]), path => Assert.True(Path.Exists(Path.Combine(SiteHost.Repository, path)), path));

    [Fact]
    public void TheReadme_NamesEverySettingOfAnOperator_AndNoneThatThereIsNot()
    {
        string[] promised =
        [
            "Database__Provider", "ConnectionStrings__Site", "Content__Folder", "Evidence__Folder", "Evidence__Key", "Site__PublicUrl", "Site__TokenKey", "Site__TrustedProxies",
            "Site__PrivacyOfficer", "Mail__Host", "Mail__Port", "Mail__Security", "Mail__User", "Mail__Password", "Mail__From", "Mail__PickupFolder",
        ];
        var named = Setting().Matches(Read("README.md")).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Empty(named.Except(SettingNames.All));
        Assert.Empty(promised.Except(named));
        Assert.Empty(promised.Except(SettingNames.All));
    }

    private static IEnumerable<string> EnvOfImage() => Read("Dockerfile").Split('\n').Where(l => l.StartsWith("ENV ", StringComparison.Ordinal))
        .SelectMany(l => l[4..].Split(' ')).Select(pair => pair.Split('=')[0]);

    private static string Read(string path) => File.ReadAllText(Path.Combine(SiteHost.Repository, path));

    private static Dictionary<string, Service> Parse(string yaml) => new DeserializerBuilder().IgnoreUnmatchedProperties().Build()
        .Deserialize<Compose>(new MergingParser(new Parser(new StringReader(yaml)))).Services;

    [GeneratedRegex(@"\$\{(\w+)", RegexOptions.None, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^COPY (?!--from)(.+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Copied();

    [GeneratedRegex(@"`([A-Z]\w+__\w+)`", RegexOptions.None, 1000)]
    private static partial Regex Setting();

    private sealed class Compose
    {
        [YamlMember(Alias = "services")]
        public Dictionary<string, Service> Services { get; set; } = [];
    }

    private sealed class Service
    {
        [YamlMember(Alias = "image")]
        public string? Image { get; set; }

        [YamlMember(Alias = "build")]
        public string? Build { get; set; }

        [YamlMember(Alias = "restart")]
        public string? Restart { get; set; }

        [YamlMember(Alias = "environment")]
        public Dictionary<string, string> Environment { get; set; } = [];

        [YamlMember(Alias = "ports")]
        public List<string> Ports { get; set; } = [];

        [YamlMember(Alias = "healthcheck")]
        public Dictionary<string, object>? HealthCheck { get; set; }

        [YamlMember(Alias = "depends_on")]
        public Dictionary<string, Dictionary<string, string>> DependsOn { get; set; } = [];
    }
}
