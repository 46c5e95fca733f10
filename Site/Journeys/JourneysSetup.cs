using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Site.Mail;
using Site.Publishing;
using Site.Web;

namespace Site.Journeys;

/// <summary>Registers what welcomes, reminds, follows up, tells of changes, suggests and sends issues of the newsletter.</summary>
public static class JourneysSetup
{
    public static WebApplicationBuilder AddJourneys(this WebApplicationBuilder builder)
    {
        builder.Services.AddContentReader<JourneyReader>();
        builder.Services.AddScoped<JourneySweep>().AddScoped<Travellers>().AddScoped<AnnouncementSweep>().AddScoped<CalendarHolders>();
        builder.Services.AddScoped<Acquaintance>();
        builder.Services.AddScoped<Suggestions>();
        builder.Services.AddScoped<Recommendations>().AddScoped<IReadsAhead>(services => services.GetRequiredService<Recommendations>());
        builder.Services.AddScoped<ILetterComposer, WelcomeLetter>();
        builder.Services.AddScoped<ILetterComposer, ReminderLetter>();
        builder.Services.AddScoped<ILetterComposer, FollowUpLetter>();
        builder.Services.AddScoped<ILetterComposer, NextLetter>();
        builder.Services.AddScoped<ILetterComposer, ChangeLetter>().AddScoped<ChangeWords>().AddScoped<ChangeDesk>();
        builder.Services.AddScoped<ILetterComposer, IssueLetter>();
        builder.Services.AddScoped<IssueAudience>();
        builder.Services.AddScoped<IssueLetters>();
        builder.Services.AddScoped<IssueSpread>();
        builder.Services.AddScoped<Issues>();
        builder.Services.AddSettings<JourneyOptions>(JourneyOptions.Section);
        builder.AddRecurring<JourneySweep>("journeys", Often, sweep => sweep.Run(CancellationToken.None));
        builder.AddRecurring<AnnouncementSweep>("announcements", Often, sweep => sweep.Run(CancellationToken.None));
        builder.AddRecurring<IssueSpread>(IssueSpread.Job, Often, spread => spread.Run(CancellationToken.None));
        return builder;
    }

    private static TimeSpan Often(IServiceProvider services) => services.GetRequiredService<IOptions<JourneyOptions>>().Value.Sweep;
}

/// <summary>How often journeys look for what is due (<c>Journeys__…</c>).</summary>
public sealed class JourneyOptions
{
    public const string Section = "Journeys";

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Journeys__Sweep must lie between one second and one hour.")]
    public TimeSpan Sweep { get; set; } = TimeSpan.FromMinutes(1);
}
