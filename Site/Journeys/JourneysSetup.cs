using Site.Mail;

namespace Site.Journeys;

/// <summary>Registers what finds letters that have become due.</summary>
public static class JourneysSetup
{
    public static WebApplicationBuilder AddJourneys(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ReminderSweep>();
        builder.Services.AddScoped<ILetterComposer, ReminderLetter>();
        return builder;
    }
}
