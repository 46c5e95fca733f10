using Hangfire;
using Microsoft.Extensions.Options;
using Site.Data;
using Site.Web;

namespace Site.Mail;

/// <summary>Looks for what came back, wherever it does.</summary>
public sealed class BounceRound(BounceFolder folder, BounceMailbox mailbox)
{
    /// <summary>Returns how many messages were about a letter of ours.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task<int> Run(CancellationToken cancellationToken)
    {
        var read = 0;
        try
        {
            read += await folder.Read(cancellationToken);
        }
        finally
        {
            // A folder that cannot be read does not silence the mailbox.
            read += await mailbox.Read(cancellationToken);
        }

        return read;
    }
}

/// <summary>Registers what gives letters a way back and reads what comes.</summary>
internal static class BounceSetup
{
    internal static void AddBounces(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<BounceOptions>(BounceOptions.Section).PostConfigure<IHostEnvironment>((options, environment) =>
            options.Folder = string.IsNullOrEmpty(options.Folder) ? null : VarFolder.Absolute(environment, options.Folder));
        builder.Services.AddSingleton<Verp>();
        builder.Services.AddScoped<Bounces>();
        builder.Services.AddScoped<BounceFolder>();
        builder.Services.AddScoped<BounceMailbox>();
        builder.Services.AddScoped<BounceRound>();
        builder.AddRecurring<BounceRound>("bounces", services => services.GetRequiredService<IOptions<BounceOptions>>().Value.Sweep, round => round.Run(CancellationToken.None));
    }
}
