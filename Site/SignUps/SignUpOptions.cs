using System.ComponentModel.DataAnnotations;

namespace Site.SignUps;

/// <summary>Limits of signing up (<c>SignUps__…</c>).</summary>
public sealed class SignUpOptions
{
    public const string Section = "SignUps";

    /// <summary>Confirmation letters for one address in an hour, over all forms (rule M7).</summary>
    [Range(1, 100, ErrorMessage = "SignUps__LettersPerHour must lie between 1 and 100.")]
    public int LettersPerHour { get; set; } = 1;

    /// <summary>And in a day.</summary>
    [Range(1, 100, ErrorMessage = "SignUps__LettersPerDay must lie between 1 and 100.")]
    public int LettersPerDay { get; set; } = 3;

    /// <summary>How long a sign-up that is not confirmed holds a seat where seats are few.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "SignUps__SeatHold must lie between 0 and 24 hours.")]
    public TimeSpan SeatHold { get; set; } = TimeSpan.FromMinutes(30);
}
