using Site.Pages.SignUp;
using Site.Publishing;
using Site.Web;

namespace Site.Pages;

/// <summary>Registers the pages and their addresses.</summary>
public static class PagesSetup
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<FormPost>();
        builder.Services.AddRazorPages(o =>
        {
            o.RootDirectory = "/Pages";
            o.Conventions.Add(new Routes());
        });
        builder.Services.Configure<RouteOptions>(o => o.LowercaseUrls = true);
        return builder;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapPictures();
        app.MapRazorPages();
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.Vary = "Accept-Language";
            return Results.Redirect(Addresses.Path(Place.Home, Language.Accepted(context.Request.Headers.AcceptLanguage)));
        });
        var version = app.Services.GetRequiredService<PageVersion>();
        app.Services.GetRequiredService<LiveSite>().Swapped += _ => version.Move();
    }
}
