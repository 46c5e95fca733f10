using Microsoft.Extensions.Options;
using Site;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Journeys;
using Site.Mail;
using Site.MyData;
using Site.Pages;
using Site.Pages.Shared;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Staff;
using Site.Web;
using Site.Webinars;

return await Start.Run(args, Console.Error);

/// <summary>The contents page of the site. Named so that tests can start it.</summary>
public partial class Program
{
    /// <summary>The site with everything registered and nothing started; <paramref name="adapt"/> has the last word on what is registered.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adapt = null)
    {
        // Settings are read once and checked; watching their files would only cost the start.
        var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        Start.Quiet(builder);
        builder.AddWeb().AddJobs().AddData().AddPublishing().AddDeclarations().AddEvidence().AddProspects().AddMail().AddWebinars()
            .AddSignUps().AddMyData().AddJourneys().AddStaff().AddPages();
        WarmUp.Defer(builder.Services);
        adapt?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>Checks every setting, then serves until it is told to stop; <paramref name="adapt"/> as in <see cref="Build"/>.</summary>
    public static async Task<int> Serve(string[] args, Action<WebApplicationBuilder>? adapt = null)
    {
        WarmUp.Begin();
        await using var app = Build(args, adapt);
        WarmUp.Queries(app.Services);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseWeb();
        app.UseStyleSheets();
        app.UseRouting();
        app.UseStaff();
        app.Services.GetRequiredService<PagesMapped>().Begin(app);
        await app.RunAsync();
        return 0;
    }
}
