using Microsoft.Extensions.Options;

namespace Site.Data;

/// <summary>The folder <c>var/</c> beside the solution, where the embedded default keeps database, keys and letters.</summary>
public static class VarFolder
{
    /// <summary>Made if missing. The setting <c>Var</c> names another one, for tests and for a second copy.</summary>
    /// <exception cref="OptionsValidationException">It cannot be made or written to.</exception>
    public static string Of(IHostEnvironment environment, IConfiguration configuration)
    {
        var folder = Absolute(environment, configuration["Var"] ?? "../var");
        return Fault("Var", folder) is { } fault ? throw new OptionsValidationException(nameof(VarFolder), typeof(VarFolder), [fault]) : folder;
    }

    /// <summary>A folder as a setting names it: relative to the application's.</summary>
    public static string Absolute(IHostEnvironment environment, string folder) => Path.GetFullPath(Path.Combine(environment.ContentRootPath, folder));

    /// <summary>What is wrong with the folder that <paramref name="setting"/> names, in a sentence; null if files can be made in it. It is made if missing.</summary>
    public static string? Fault(string setting, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            File.Create(Path.Combine(folder, $".{Guid.NewGuid():N}"), bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{setting}: the folder {folder} cannot be written to ({e.GetType().Name}): let the site's account write there, or set {setting} to another folder.";
        }
    }
}
