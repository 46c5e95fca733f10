using Hangfire;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.Options;
using Site.Data;
using Site.Pages.Admin;
using Site.Pages.Legal;
using Site.Pages.Machines;
using Site.Pages.Mailbox;
using Site.Pages.MyData;
using Site.Pages.Shared;
using Site.Pages.SignUp;
using Site.Pages.Webinars;
using Site.Publishing;
using Site.Staff;
using Site.Web;

namespace Site.Pages;

/// <summary>Registers the pages and their addresses.</summary>
public static class PagesSetup
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<FormPost>().AddScoped<PersonViews>().AddScoped<PackDesk>().AddScoped<LetterSamples>().AddScoped<TestLetters>().AddScoped<LetterDesk>().AddScoped<OwnSession>();
        builder.Services.AddMachineDocuments();
        builder.Services.AddSingleton<PagesMapped>().AddHostedService(services => services.GetRequiredService<PagesMapped>());
        builder.Services.AddRazorPages(o => o.Conventions.Add(new Routes())).AddMvcOptions(o =>
        {
            o.Filters.Add<AllowedMethods>();
            o.Filters.Add<KeptByNobody>();
        }).ConfigureApplicationPartManager(LookForNoControllers);
        return builder;
    }

    // There are none, and looking for them goes through every type of the site at each start.
    private static void LookForNoControllers(ApplicationPartManager parts) =>
        parts.FeatureProviders.OfType<ControllerFeatureProvider>().ToList().ForEach(provider => parts.FeatureProviders.Remove(provider));

    public static void MapPages(this WebApplication app)
    {
        app.MapPictures();
        app.MapDataUse();
        app.MapMachineDocuments();
        app.MapEvidenceDocuments();
        app.MapCalendarFiles();
        app.MapUnsubscribe();
        app.MapRazorPages();
        app.MapNoticeFrame();
        app.MapRecordFiles();
        app.MapMailbox();
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.Vary = "Accept-Language";
            return Results.Redirect(Addresses.Path(Place.Home, Language.Accepted(context.Request.Headers.AcceptLanguage)));
        });
        app.MapGet("/health", () => Results.Text("ok"));
        // The desk's guard has let only staff come this far, and the policy says so once more.
        app.MapHangfireDashboard("/admin/jobs", new DashboardOptions { Authorization = [], DisplayStorageConnectionString = false, IsReadOnlyFunc = _ => true })
            .RequireAuthorization(StaffSetup.Policy).WithSecurityHeadersPolicy(SecurityHeaders.Dashboard);
        app.Lifetime.ApplicationStarted.Register(() => SayWhereToLook(app));
    }

    private static void SayWhereToLook(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            var url = app.Services.GetRequiredService<IOptions<SiteOptions>>().Value;
            Console.WriteLine($"The site is at {url.PublicUrl}, its letters at {url.Absolute("/mailbox")}, the desk at {url.Absolute("/admin")}.");
        }
    }
}
