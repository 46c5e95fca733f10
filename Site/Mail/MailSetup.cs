namespace Site.Mail;

/// <summary>Registers outbox, postman and letters. <see cref="ILetterComposer"/>s are registered by the features that write the letters.</summary>
public static class MailSetup
{
    public static WebApplicationBuilder AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LetterTokens>();
        builder.Services.AddScoped<Outbox>();
        builder.Services.AddScoped<Postman>();
        builder.Services.AddSingleton<AlarmClock>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AlarmClock>());
        return builder;
    }
}
