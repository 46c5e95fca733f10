namespace Site.Tests.Operation;

/// <summary>The settings that the site knows, as they are named in the environment: the properties of all its options, and what is read by itself.</summary>
internal static class SettingNames
{
    private static readonly string[] _byThemselves = ["ConnectionStrings__Site", "Site__TrustedProxies", "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "Var"];

    internal static IReadOnlySet<string> All { get; } = typeof(Program).Assembly.GetTypes()
        .Select(t => (Type: t, Section: t.GetField("Section")?.GetRawConstantValue() as string)).Where(t => t.Section is not null)
        .SelectMany(t => t.Type.GetProperties().Where(p => p.CanWrite).Select(p => $"{t.Section?.Replace(":", "__", StringComparison.Ordinal)}__{p.Name}"))
        .Concat(_byThemselves).ToHashSet(StringComparer.Ordinal);
}
