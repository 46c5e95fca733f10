using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Site.Mail;
using Site.Web;

namespace Site.Journeys;

/// <summary>Registers what welcomes, reminds and suggests.</summary>
public static class JourneysSetup
{
    public static WebApplicationBuilder AddJourneys(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ReminderSweep>();
        builder.Services.AddScoped<Acquaintance>();
        builder.Services.AddScoped<Suggestions>();
        builder.Services.AddScoped<Recommendations>();
        builder.Services.AddScoped<ILetterComposer, WelcomeLetter>();
        builder.Services.AddScoped<ILetterComposer, ReminderLetter>();
        builder.Services.AddSettings<JourneyOptions>(JourneyOptions.Section);
        builder.AddRecurring<ReminderSweep>("reminders", s => s.GetRequiredService<IOptions<JourneyOptions>>().Value.Sweep, sweep => sweep.Run(CancellationToken.None));
        return builder;
    }
}

/// <summary>How often journeys look for what is due (<c>Journeys__…</c>).</summary>
public sealed class JourneyOptions
{
    public const string Section = "Journeys";

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Journeys__Sweep must lie between one second and one hour.")]
    public TimeSpan Sweep { get; set; } = TimeSpan.FromMinutes(1);
}
