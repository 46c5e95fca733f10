using System.ComponentModel.DataAnnotations;

namespace Site.Publishing;

/// <summary>Where the content that the site ships with lies, and how often a node looks for a new version.</summary>
public sealed class ContentOptions
{
    public const string Section = "Content";

    /// <summary><c>Content__Folder</c>, absolute or relative to the application's folder.</summary>
    [Required(ErrorMessage = "Content__Folder must name the folder that holds site.yml.")]
    public string Folder { get; set; } = "../Content";

    /// <summary><c>Content__Poll</c>: how often a node asks whether the content has moved.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00", ErrorMessage = "Content__Poll must lie between 50 ms and 10 minutes.")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);
}
