using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Site.Mail;
using Site.Web;

namespace Site.Journeys;

/// <summary>Registers what welcomes, reminds, suggests and sends issues of the newsletter.</summary>
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
        builder.Services.AddScoped<ILetterComposer, IssueLetter>();
        builder.Services.AddScoped<IssueAudience>();
        builder.Services.AddScoped<IssueLetters>();
        builder.Services.AddScoped<IssueSpread>();
        builder.Services.AddScoped<Issues>();
        builder.Services.AddSettings<JourneyOptions>(JourneyOptions.Section);
        builder.AddRecurring<ReminderSweep>("reminders", s => s.GetRequiredService<IOptions<JourneyOptions>>().Value.Sweep, sweep => sweep.Run(CancellationToken.None));
        builder.AddRecurring<IssueSpread>(IssueSpread.Job, s => s.GetRequiredService<IOptions<JourneyOptions>>().Value.Sweep, spread => spread.Run(CancellationToken.None));
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
