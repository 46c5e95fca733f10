using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Site.Data;

/// <summary>What the whole site needs to know about where it runs (section <c>Site</c>).</summary>
public sealed class SiteOptions
{
    public const string Section = "Site";

    /// <summary>Absolute address under which visitors reach the site; links in letters begin with it.</summary>
    [Required(ErrorMessage = "Site__PublicUrl is missing: set it to the address visitors use, such as https://www.example.org.")]
    [RegularExpression(@"https?://[^\s?#]+", ErrorMessage = "Site__PublicUrl must be an absolute http or https address without query, such as https://www.example.org.")]
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>Base64 of 32 bytes; the tokens in letters are made from it. Made and kept in <c>var/token.key</c> in Development.</summary>
    public string? TokenKey { get; set; }

    /// <summary>Addresses or networks (CIDR) of the proxies before the site, separated by commas.</summary>
    public string? TrustedProxies { get; set; }

    /// <summary>E-mail address of the data protection officer, who is sent checkpoints and requests.</summary>
    public string? PrivacyOfficer { get; set; }
}

/// <summary>The site's secret key, from which each feature derives one of its own, so that no two share one.</summary>
public sealed class SiteKeys(IOptions<SiteOptions> options, IHostEnvironment environment, IConfiguration configuration)
{
    internal const int Length = 32;

    private readonly Lazy<byte[]> _key = new(() => KeyFile.Decode(options.Value.TokenKey) ?? KeyFile.ReadOrMake(environment, configuration["Var"]));

    /// <summary>32 bytes by HKDF-SHA256 (RFC 5869) with <paramref name="purpose"/> as info; the same on every node and after every restart.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key.Value, Length, salt: [], info: Encoding.UTF8.GetBytes(purpose));
}

internal static class KeyFile
{
    internal static byte[]? Decode(string? base64)
    {
        var key = new byte[SiteKeys.Length + 1];
        return !string.IsNullOrWhiteSpace(base64) && Convert.TryFromBase64String(base64.Trim(), key, out var length) && length == SiteKeys.Length
            ? key[..length]
            : null;
    }

    internal static byte[] ReadOrMake(IHostEnvironment environment, string? varFolder)
    {
        var file = Path.Combine(VarFolder.Of(environment, varFolder), "token.key");
        if (!File.Exists(file))
        {
            Make(file);
        }

        return Decode(File.ReadAllText(file))
            ?? throw new InvalidOperationException($"{file} does not hold a key: delete it to have a new one made; links in letters already sent then stop working.");
    }

    // Renamed into place and never over a file that is there: two processes that start at once end up with one key.
    private static void Make(string file)
    {
        var fresh = $"{file}.{Guid.NewGuid():N}";
        var ownerOnly = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            ownerOnly.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(fresh, ownerOnly))
        {
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SiteKeys.Length)));
        }

        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(fresh);
        }
    }
}

internal sealed class SiteOptionsCheck(IHostEnvironment environment) : IValidateOptions<SiteOptions>
{
    public ValidateOptionsResult Validate(string? name, SiteOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.TokenKey))
        {
            return environment.IsDevelopment()
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Site__TokenKey is missing: set it to the base64 of 32 random bytes, such as `openssl rand -base64 32` prints.");
        }

        return KeyFile.Decode(options.TokenKey) is null
            ? ValidateOptionsResult.Fail("Site__TokenKey must be the base64 of exactly 32 bytes, such as `openssl rand -base64 32` prints.")
            : ValidateOptionsResult.Success;
    }
}

/// <summary>Registers <see cref="SiteOptions"/> and <see cref="SiteKeys"/>.</summary>
public static class SiteKeysSetup
{
    public static void AddSiteKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SiteOptions>().BindConfiguration(SiteOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SiteOptions>, SiteOptionsCheck>();
        builder.Services.AddSingleton<SiteKeys>();
    }
}
