using System.ComponentModel.DataAnnotations;

namespace Site.Web;

/// <summary>How many forms may be sent in a minute (<c>Limits__…</c>), before 429 (rule M7).</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    [Range(1, 1_000_000, ErrorMessage = "Limits__PerClient must lie between 1 and 1 000 000 a minute.")]
    public int PerClient { get; set; } = 20;

    [Range(1, 1_000_000, ErrorMessage = "Limits__InAll must lie between 1 and 1 000 000 a minute.")]
    public int InAll { get; set; } = 6000;

    /// <summary>The largest request body, in bytes.</summary>
    [Range(1024, 10_000_000, ErrorMessage = "Limits__BodyBytes must lie between 1024 and 10 000 000.")]
    public int BodyBytes { get; set; } = 64 * 1024;
}
