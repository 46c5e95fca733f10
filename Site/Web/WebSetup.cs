using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Site.Web;

/// <summary>Registers what every request passes before it reaches a feature.</summary>
public static class WebSetup
{
    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = context.Configuration.GetValue($"{LimitOptions.Section}:{nameof(LimitOptions.BodyBytes)}", new LimitOptions().BodyBytes);
        });
        Limits.Add(builder.Services);
        SecurityHeaders.Add(builder.Services, builder.Environment.IsDevelopment());
        builder.Services.AddSingleton<PageVersion>();
        builder.Services.AddResponseCompression(c =>
        {
            c.EnableForHttps = true;
            c.Providers.Add<BrotliCompressionProvider>();
            c.Providers.Add<GzipCompressionProvider>();
            c.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/ld+json", "application/atom+xml"];
        });
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IConfiguration>(Trust).ValidateOnStart();
        return builder;
    }

    /// <summary>
    /// The head of the pipeline. The cache stands first: a page in it costs no routing, no headers and no compression, for they are kept with it.
    /// Staff pages and pages with a token are never compressed together with a secret: only public paths are.
    /// </summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<PageCache>();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/problem/500",
            StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.UseMiddleware<ProblemRequest>();
        app.UseWhen(c => !IsStaff(c.Request.Path), branch => branch.UseResponseCompression());
        app.UseMiddleware<OriginCheck>();
        app.UseRateLimiter();
        app.UseMiddleware<FormReading>();
    }

    internal static bool IsStaff(PathString path) => path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/staff", StringComparison.OrdinalIgnoreCase);

    private static void Trust(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var proxy in (configuration["Site:TrustedProxies"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                throw new OptionsValidationException(nameof(ForwardedHeadersOptions), typeof(ForwardedHeadersOptions),
                    [$"Site__TrustedProxies: \"{proxy}\" is no address and no network like 10.0.0.0/8."]);
            }
        }
    }
}
