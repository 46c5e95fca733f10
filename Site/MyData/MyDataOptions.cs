using System.ComponentModel.DataAnnotations;

namespace Site.MyData;

/// <summary>When what is no longer needed goes, and how a person gets at their own data (<c>MyData__…</c>).</summary>
public sealed class MyDataOptions
{
    public const string Section = "MyData";

    /// <summary>From what time of day on, in the site's time zone, the values go whose purposes have ended. A night that was missed is made up for within an hour of the start.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59", ErrorMessage = "MyData__EraseAt must be a time of day, like 02:00.")]
    public TimeSpan EraseAt { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long the link to a person's own data opens it (rule S4).</summary>
    [Range(typeof(TimeSpan), "00:01:00", "00:10:00", ErrorMessage = "MyData__LinkLasts must lie between 1 and 10 minutes.")]
    public TimeSpan LinkLasts { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long they stay open once the link was used.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00", ErrorMessage = "MyData__SessionLasts must lie between 1 and 60 minutes.")]
    public TimeSpan SessionLasts { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Links sent to one address in an hour.</summary>
    [Range(1, 100, ErrorMessage = "MyData__LinksPerHour must lie between 1 and 100.")]
    public int LinksPerHour { get; set; } = 3;

    /// <summary>And in a day.</summary>
    [Range(1, 100, ErrorMessage = "MyData__LinksPerDay must lie between 1 and 100.")]
    public int LinksPerDay { get; set; } = 6;
}
