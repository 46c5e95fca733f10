namespace Site.Declarations;

/// <summary>
/// Well-known domains of mailboxes, and which of them somebody may have meant (rule M8). It only ever asks: an address that looks like a slip is taken like any other.
/// The script beside the form goes by the same list and the same rule.
/// </summary>
public static class MailDomains
{
    // Shorter names are only compared for two letters swapped: too many real domains are one letter away from them.
    private const int LongName = 5;

    // And in a country's two letters another letter is another country.
    private const int LongEnding = 3;

    /// <summary>The likelier ones first. Real domains that look like a slip of another stand here so that nobody is asked about them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "gmail.com", "gmx.de", "web.de", "t-online.de", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de", "icloud.com", "yahoo.com", "yahoo.de",
        "googlemail.com", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "gmx.eu", "freenet.de", "live.de", "live.com", "aol.com", "aol.de", "arcor.de", "posteo.de",
        "mailbox.org", "proton.me", "protonmail.com", "mail.de", "mail.com", "email.de", "email.com", "ymail.com", "rocketmail.com", "fastmail.com", "fastmail.fm",
        "vodafone.de", "vodafonemail.de", "kabelmail.de", "unitybox.de", "magenta.de", "online.de", "msn.com", "bluewin.ch", "hispeed.ch", "sunrise.ch", "aon.at",
        "chello.at", "yahoo.co.uk", "hotmail.co.uk", "outlook.fr", "hotmail.fr", "orange.fr", "laposte.net", "libero.it", "btinternet.com", "virginmedia.com",
        "sky.com", "zoho.com", "tutanota.com", "tuta.io",
    ];

    private static readonly HashSet<string> _known = [.. All];

    /// <summary>"alice@gmail.com" for "alice@gmial.com"; null where the domain is known or like none of the list.</summary>
    public static string? Suggest(string typed)
    {
        var address = typed.Trim();
        var at = address.LastIndexOf('@');
        var domain = address[(at + 1)..].ToLowerInvariant();
        if (at < 1 || address.Any(char.IsWhiteSpace) || _known.Contains(domain))
        {
            return null;
        }

        var meant = All.Select(known => (Known: known, Slips: Slips(domain, known))).Where(d => d.Slips > 0).OrderBy(d => d.Slips).FirstOrDefault().Known;
        return meant is null ? null : $"{address[..at]}@{meant}";
    }

    /// <summary>At most one slip in the name and one in what follows its dot; 0 where there are more, or other ones than fingers make.</summary>
    private static int Slips(string domain, string known)
    {
        var (name, ending) = Parted(domain);
        var (knownName, knownEnding) = Parted(known);
        var inName = Slip(name, knownName, isLong: knownName.Length >= LongName, canReplace: knownName.Length >= LongName);
        var inEnding = Slip(ending, knownEnding, isLong: true, canReplace: knownEnding.Length >= LongEnding);
        return inName is { } n && inEnding is { } e ? n + e : 0;
    }

    private static (string Name, string Ending) Parted(string domain) =>
        domain.Split('.', 2) is [var name, var ending] ? (name, ending) : (domain, "");

    // 0 for the same, 1 for one slip, null for more: two neighbours swapped, one letter left out or too many, one in place of another.
    private static int? Slip(string typed, string known, bool isLong, bool canReplace)
    {
        var start = 0;
        while (start < typed.Length && start < known.Length && typed[start] == known[start])
        {
            start++;
        }

        var (rest, knownRest) = (typed[start..], known[start..]);
        return rest == knownRest ? 0
            : rest.Length > 1 && knownRest.Length > 1 && rest[0] == knownRest[1] && rest[1] == knownRest[0] && rest[2..] == knownRest[2..] ? 1
            : isLong && (IsLonger(rest, knownRest) || IsLonger(knownRest, rest)) ? 1
            : canReplace && rest.Length > 0 && knownRest.Length > 0 && rest[1..] == knownRest[1..] ? 1 : null;
    }

    private static bool IsLonger(string text, string rest) => text.Length > 0 && text[1..] == rest;
}
