namespace Site.Data;

/// <summary>The folder <c>var/</c> beside the solution, where the embedded default keeps database, keys and letters.</summary>
public static class VarFolder
{
    /// <summary>Made if missing. The setting <c>Var</c> names another one, for tests and for a second copy.</summary>
    public static string Of(IHostEnvironment environment, IConfiguration configuration)
    {
        var folder = configuration["Var"] ?? Path.Combine(environment.ContentRootPath, "..", "var");
        return Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
    }
}
