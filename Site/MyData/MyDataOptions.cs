using System.ComponentModel.DataAnnotations;

namespace Site.MyData;

/// <summary>When what is no longer needed goes (<c>MyData__…</c>).</summary>
public sealed class MyDataOptions
{
    public const string Section = "MyData";

    /// <summary>From what time of day on, in the site's time zone, the values go whose purposes have ended. A night that was missed is made up for within an hour of the start.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59", ErrorMessage = "MyData__EraseAt must be a time of day, like 02:00.")]
    public TimeSpan EraseAt { get; set; } = TimeSpan.FromHours(2);
}
