using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Site.Data;

namespace Site.Staff;

/// <summary>Registers accounts, sign-in and what guards the desk; <see cref="Desk.UseStaff"/> puts it in the way of requests.</summary>
public static class StaffSetup
{
    /// <summary>The authorisation policy of everything at the desk, for <c>RequireAuthorization</c>.</summary>
    public const string Policy = "Staff";

    public static WebApplicationBuilder AddStaff(this WebApplicationBuilder builder)
    {
        builder.AddDatabase<StaffDb, SqliteStaffDb, SqlServerStaffDb>(StaffDb.History);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddIdentity();
        builder.Services.AddKeyRing();
        builder.Services.AddStaffCookies(builder.Environment.IsDevelopment());
        builder.Services.AddStaffPages();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policy, p => p.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser());
        builder.Services.AddScoped<Invitations>().AddScoped<Accounts>().AddScoped<SecondFactor>().AddScoped<RecoveryCodes>().AddScoped<Audit>().AddSingleton<FreshSignIn>();
        builder.Services.AddHostedService<FirstAccount>();
        return builder;
    }

    private static void AddIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<StaffMember>(Rules).AddRoles<IdentityRole>().AddEntityFrameworkStores<StaffDb>().AddSignInManager<StaffSignIn>();
        services.AddScoped(s => (StaffSignIn)s.GetRequiredService<SignInManager<StaffMember>>());
        // OWASP's figure for PBKDF2 with SHA-512.
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
    }

    /// <summary>Length is what makes a password strong; rules of composition only make it forgotten [NIST SP 800-63B 3.1.1.2].</summary>
    internal static void Rules(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.User = new UserOptions { RequireUniqueEmail = true, AllowedUserNameCharacters = "" };
        options.Lockout = new LockoutOptions { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15) };
        options.Password = new PasswordOptions
        {
            RequiredLength = 12,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
    }

    private static void AddKeyRing(this IServiceCollection services)
    {
        services.AddSingleton<Seal>();
        services.AddDataProtection().SetApplicationName("Site").PersistKeysToDbContext<StaffDb>();
        services.AddOptions<KeyManagementOptions>().Configure<Seal>((o, seal) => o.XmlEncryptor = new KeyRingEncryptor(seal));
    }
}
