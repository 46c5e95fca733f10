namespace Site.Evidence;

/// <summary>Registers the evidence log.</summary>
public static class EvidenceSetup
{
    public static WebApplicationBuilder AddEvidence(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<EvidenceLog>();
        builder.Services.AddScoped<EvidenceEraser>();
        return builder;
    }
}
