namespace Site.Web;

/// <summary>The headers of every page (rule S1).</summary>
public static class SecurityHeaders
{
    /// <summary>The policy of documents that stand in a frame of our own: nothing runs in them, styles may stand inside.</summary>
    public const string Framed = "framed";

    /// <summary>The policy of pictures, which may carry their own styles and nothing else.</summary>
    public const string Picture = "picture";

    /// <summary>The policy of the jobs dashboard, whose pages carry styles and scripts inside.</summary>
    public const string Dashboard = "dashboard";

    internal static void Add(IServiceCollection services, bool isDevelopment)
    {
        services.AddSecurityHeaderPolicies()
            .SetDefaultPolicy(policy => Policy(policy.AddFrameOptionsDeny(), isDevelopment, csp =>
            {
                csp.AddStyleSrc().Self();
                csp.AddScriptSrc().Self();
                csp.AddConnectSrc().Self();
                csp.AddImgSrc().Self().Data();
                csp.AddFormAction().Self();
                csp.AddFrameSrc().Self();
                csp.AddFrameAncestors().None();
            }))
            .AddPolicy(Framed, policy => Policy(policy.AddFrameOptionsSameOrigin(), isDevelopment, csp =>
            {
                csp.AddStyleSrc().UnsafeInline();
                csp.AddImgSrc().Data();
                csp.AddFormAction().None();
                csp.AddFrameAncestors().Self();
                csp.AddSandbox().AllowPopups().AllowPopupsToEscapeSandbox();
            }))
            .AddPolicy(Dashboard, policy => Policy(policy.AddFrameOptionsDeny(), isDevelopment, csp =>
            {
                csp.AddStyleSrc().Self().UnsafeInline();
                csp.AddScriptSrc().Self().UnsafeInline();
                csp.AddConnectSrc().Self();
                csp.AddFontSrc().Self();
                csp.AddImgSrc().Self().Data();
                csp.AddFrameAncestors().None();
            }))
            .AddPolicy(Picture, policy => Policy(policy.AddFrameOptionsDeny(), isDevelopment, csp =>
            {
                csp.AddStyleSrc().UnsafeInline();
                csp.AddFrameAncestors().None();
            }));
    }

    private static void Policy(HeaderPolicyCollection policy, bool isDevelopment, Action<CspBuilder> more)
    {
        policy.AddContentTypeOptionsNoSniff()
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(o => o.SameOrigin())
            .AddCrossOriginResourcePolicy(o => o.SameOrigin())
            .AddCustomHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddBaseUri().None();
                more(csp);
            })
            .RemoveServerHeader();
        if (!isDevelopment)
        {
            policy.AddStrictTransportSecurityMaxAgeIncludeSubDomains(60 * 60 * 24 * 365);
        }
    }
}
