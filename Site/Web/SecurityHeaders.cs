namespace Site.Web;

/// <summary>The headers of every page (rule S1).</summary>
internal static class SecurityHeaders
{
    internal static HeaderPolicyCollection Policy(bool isDevelopment)
    {
        var policy = new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(o => o.SameOrigin())
            .AddCrossOriginResourcePolicy(o => o.SameOrigin())
            .AddCustomHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddStyleSrc().Self();
                csp.AddScriptSrc().Self();
                csp.AddImgSrc().Self().Data();
                csp.AddFormAction().Self();
                csp.AddFrameSrc().Self();
                csp.AddFrameAncestors().None();
                csp.AddBaseUri().None();
            })
            .RemoveServerHeader();
        return isDevelopment ? policy : policy.AddStrictTransportSecurityMaxAgeIncludeSubDomains(60 * 60 * 24 * 365);
    }
}
