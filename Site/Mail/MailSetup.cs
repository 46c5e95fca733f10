using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Publishing;
using Site.Web;

namespace Site.Mail;

/// <summary>Registers outbox, postman and letters. <see cref="ILetterComposer"/>s are registered by the features that write the letters.</summary>
public static class MailSetup
{
    public static WebApplicationBuilder AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<MailOptions>(MailOptions.Section).PostConfigure<IHostEnvironment, IConfiguration>(FindFolder);
        builder.Services.AddSettings<DkimOptions>(DkimOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<DkimOptions>, DkimAlignment>();
        builder.Services.AddSingleton<Dkim>();
        builder.AddBounces();
        builder.AddSendingCheck();
        builder.Services.AddContentReader<LetterWordingsReader>();
        builder.Services.AddSingleton<LetterTokens>();
        builder.Services.AddSingleton<PickupFolder>();
        builder.Services.AddSingleton<Mailbox>();
        builder.Services.AddSingleton<SmtpPool>();
        builder.Services.AddSingleton<Outage>();
        builder.Services.AddSingleton(Transport);
        builder.Services.AddSingleton<Throttle>();
        builder.Services.AddSingleton<Turn>();
        builder.Services.AddScoped<Outbox>();
        builder.Services.AddScoped<Claims>();
        builder.Services.AddScoped<Deliveries>();
        builder.Services.AddScoped<DueLetters>().AddScoped<Supply>();
        builder.Services.AddScoped<LetterPrinter>();
        builder.Services.AddScoped<Carrier>();
        builder.Services.AddScoped<Postman>();
        builder.Services.AddSingleton<AlarmClock>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AlarmClock>());
        builder.Services.AddHostedService<ClaimsLeft>();
        builder.Services.AddScoped<CheckpointPost>();
        builder.AddRecurring<CheckpointPost>("checkpoints", _ => CheckpointPost.Sweep, post => post.Run(CancellationToken.None));
        builder.AddRecurring<Postman>("postman", Sweep, postman => postman.Wake(CancellationToken.None));
        return builder;
    }

    // The mailbox page reads it in Development even if letters go to a server; elsewhere var/ may not be there to be written to.
    private static void FindFolder(MailOptions options, IHostEnvironment environment, IConfiguration configuration)
    {
        if (options.PickupFolder is not null)
        {
            options.PickupFolder = VarFolder.Absolute(environment, options.PickupFolder);
        }
        else if (string.IsNullOrEmpty(options.Host) || environment.IsDevelopment())
        {
            options.PickupFolder = Path.Combine(VarFolder.Of(environment, configuration), "mail");
        }
    }

    private static TimeSpan Sweep(IServiceProvider services) => services.GetRequiredService<IOptions<MailOptions>>().Value.Sweep;

    private static ITransport Transport(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<MailOptions>>();
        return string.IsNullOrEmpty(options.Value.Host)
            ? new PickupTransport(services.GetRequiredService<PickupFolder>(), services.GetRequiredService<IClock>())
            : new SmtpTransport(services.GetRequiredService<SmtpPool>(), options);
    }
}
