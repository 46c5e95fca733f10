using NodaTime;

namespace Site.Publishing;

/// <summary>site.yml: who runs the site, and the settings that marketing decides. <paramref name="Security"/> describes the measures of Art. 32 for the record of processing (Art. 30 (1)(g) GDPR).</summary>
public sealed record SiteSettings(
    Brand Brand, Controller Controller, Contact PrivacyOfficer, Authority Authority, DateTimeZone Zone,
    bool NeutralConfirmation, Duration ConfirmWithin, NewsletterBlock Newsletter, Words Security)
{
    /// <summary>After how many days a backup is overwritten. The site makes none itself: it says what its operator does.</summary>
    public int BackupDays { get; init; } = 30;

    /// <summary>For how many days no confirmation letter goes to an address after "this was not me" (rule M7).</summary>
    public int BlockedDays { get; init; } = 365;

    /// <summary>For how many days no letter goes to an address that could not be reached (rule M6).</summary>
    public int UnreachableDays { get; init; } = 180;
}

public sealed record Brand(string Name, Words Claim, string Logo, string MailLogo);

/// <summary>Who is responsible (Art. 4 (7) GDPR).</summary>
public sealed record Controller(
    string Name, IReadOnlyList<string> Address, string Country, string Email, string Phone, string RepresentedBy, string? Register, string? VatId);

public sealed record Contact(string Name, string Email);

/// <summary>The supervisory authority (Art. 13 (2)(d) GDPR).</summary>
public sealed record Authority(Words Name, IReadOnlyList<string> Address, string Url);

public sealed record NewsletterBlock(
    IReadOnlyList<string> Fields, IReadOnlyList<string> Consents, string? Picture, Words Title, Words Lead, Words Button);

internal sealed class SiteSettingsReader : IContentReader
{
    private static readonly Dictionary<string, bool> _confirmations = new(StringComparer.Ordinal) { ["branded"] = false, ["neutral"] = true };

    public object Read(ContentReading reading) => reading.Yaml("site.yml", y => new SiteSettings(
        Brand(reading, y.Map("brand")),
        Controller(y.Map("controller")),
        Contact(y.Map("privacy-officer")),
        Authority(y.Map("authority")),
        Zones.Read(y, "time-zone"),
        Languages(y) && y.OneOf("confirmation", _confirmations),
        WholeDays(y, "confirm-within", Periods.ReadUpTo(y, "confirm-within", Duration.FromDays(14))),
        Newsletter(reading, y.Map("newsletter")),
        y.Words("security"))
    {
        BackupDays = y.IntOrNull("backup-days", 1, 365) ?? 30,
        BlockedDays = y.IntOrNull("blocked-days", 1, 1095) ?? 365,
        UnreachableDays = y.IntOrNull("unreachable-days", 1, 1095) ?? 180,
    });

    private static bool Languages(YamlMap y)
    {
        if (!y.Texts("languages").SequenceEqual(Language.All.Select(l => l.Code)))
        {
            y.Refuse("languages", "must be [de, en]");
        }

        return true;
    }

    // Forms, letters and pages say it in days.
    private static Duration WholeDays(YamlMap y, string key, Duration period)
    {
        if (period != Duration.FromDays(period.Days))
        {
            y.Refuse(key, "must be whole days, like \"7 days\": letters and pages say it in days");
        }

        return period;
    }

    private static string Https(YamlMap y, string key)
    {
        var url = y.Text(key);
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
        {
            y.Refuse(key, "must be an address that begins with https://");
        }

        return url;
    }

    private static Brand Brand(ContentReading reading, YamlMap y) =>
        Closed(y, new Brand(y.Text("name"), y.Words("claim"), reading.Picture(y, "logo"), reading.Picture(y, "mail-logo")));

    private static Controller Controller(YamlMap y) => Closed(y, new Controller(
        y.Text("name"), y.Texts("address"), y.Text("country"), y.Text("email"), y.Text("phone"), y.Text("represented-by"), y.TextOrNull("register"), y.TextOrNull("vat-id")));

    private static Contact Contact(YamlMap y) => Closed(y, new Contact(y.Text("name"), y.Text("email")));

    private static Authority Authority(YamlMap y) => Closed(y, new Authority(y.Words("name"), y.Texts("address"), Https(y, "url")));

    private static NewsletterBlock Newsletter(ContentReading reading, YamlMap y) => Closed(y, new NewsletterBlock(
        y.Texts("fields"), y.Texts("consents"), y.Has("picture") ? reading.Picture(y, "picture") : null, y.Words("title"), y.Words("lead"), y.Words("button")));

    private static T Closed<T>(YamlMap map, T value)
    {
        map.Close();
        return value;
    }
}
