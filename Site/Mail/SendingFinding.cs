using Site.Publishing;

namespace Site.Mail;

/// <summary>How one of the three stands.</summary>
public enum SendingVerdict
{
    InPlace,

    /// <summary>It is there and could do more.</summary>
    Weak,
    Missing,
    Wrong,

    /// <summary>Nobody answered.</summary>
    Unknown,
}

/// <summary>A TXT record to be added or changed.</summary>
/// <param name="Host">Its full name.</param>
public sealed record SendingRecord(string Host, string Value);

/// <summary>What was found of SPF [RFC 7208], DKIM [RFC 6376] or DMARC [RFC 7489], in a sentence or two.</summary>
/// <param name="Host">Where was looked; null where nothing was.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Add">What should; null where nothing is to be done in the DNS.</param>
public sealed record SendingFinding(string Standard, SendingVerdict Verdict, Words Said, string? Host, IReadOnlyList<string> Found, SendingRecord? Add = null)
{
    internal static SendingFinding Unreachable(string standard, string host, string error) => new(standard, SendingVerdict.Unknown, new Words(
        $"Der Namensdienst hat nicht geantwortet ({error}). Ob der Eintrag da ist, weiß also gerade niemand; nach einer Minute wird neu gefragt.",
        $"The DNS did not answer ({error}). So nobody knows at the moment whether the record is there; it is asked again after a minute."), host, []);
}
