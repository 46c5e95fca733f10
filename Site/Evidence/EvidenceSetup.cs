using Microsoft.Extensions.Options;
using Site.Data;
using Site.Web;

namespace Site.Evidence;

/// <summary>Registers the evidence log and what seals it.</summary>
public static class EvidenceSetup
{
    public static WebApplicationBuilder AddEvidence(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<EvidenceOptions>(EvidenceOptions.Section).PostConfigure<SecretKeys, IHostEnvironment, IConfiguration>(Complete);
        builder.Services.AddScoped<EvidenceLog>();
        builder.Services.ConfigureDbContext<SqliteSiteDb>(o => o.AddInterceptors(new SqliteAppending()));
        builder.Services.AddScoped<EvidenceEraser>();
        builder.Services.AddSingleton<EvidenceKeys>();
        builder.Services.AddSingleton<Anchor>();
        builder.Services.AddSingleton<SetBack>();
        builder.Services.AddSingleton<ErasureJournal>();
        builder.Services.AddScoped<LogBook>();
        builder.Services.AddScoped<Receipts>();
        builder.Services.AddScoped<NextProof>();
        builder.Services.AddScoped<AnchorCheck>();
        builder.Services.AddScoped<Signatures>();
        builder.Services.AddScoped<Inspections>();
        builder.Services.AddScoped<Sealer>();
        builder.Services.AddScoped<Restoration>();
        builder.Services.AddScoped<Leftovers>();
        builder.Services.AddScoped<Verifier>();
        builder.Services.AddScoped<LogExport>();
        builder.AddRecurring<Sealer>("sealer", services => services.GetRequiredService<IOptions<EvidenceOptions>>().Value.Seal, sealer => sealer.Run(CancellationToken.None));
        builder.AddRecurring<Verifier>("verifier", _ => TimeSpan.FromHours(1), verifier => verifier.RunIfDue(CancellationToken.None));
        return builder;
    }

    private static void Complete(EvidenceOptions options, SecretKeys keys, IHostEnvironment environment, IConfiguration configuration)
    {
        options.Folder = options.Folder is null
            ? Path.Combine(VarFolder.Of(environment, configuration), "evidence")
            : VarFolder.Absolute(environment, options.Folder);
        options.Key = keys.GivenOrKept(options.Key, "evidence.key");
    }
}
