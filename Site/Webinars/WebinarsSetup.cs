using Site.Declarations;
using Site.Publishing;

namespace Site.Webinars;

/// <summary>Registers webinars: their content, their forms, and what was announced of them.</summary>
public static class WebinarsSetup
{
    public static WebApplicationBuilder AddWebinars(this WebApplicationBuilder builder)
    {
        builder.Services.AddContentReader<WebinarsReader>();
        builder.Services.AddSingleton<IFormSource, WebinarForms>();
        builder.Services.AddScoped<IContentJudge, QuestionsJudge>();
        builder.Services.AddScoped<IOnPublish, ScheduleBook>();
        builder.Services.AddSingleton<CalendarEntry>();
        builder.Services.AddScoped<FirstStart>().AddScoped<Announcing>();
        return builder;
    }
}
