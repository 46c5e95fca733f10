using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Site.Publishing;

namespace Site.Tests.EveryPage;

/// <summary>An answer of the site as it came back: a page, or a page in a state.</summary>
/// <param name="Name">What a failure calls it: "/de/newsletter" or "/de/newsletter (400, empty)".</param>
/// <param name="Path">Its address, with the query.</param>
/// <param name="IsPosted">It answers a form.</param>
/// <param name="Headers">All of them, by name in any case.</param>
public sealed record CrawledPage(string Name, string Path, bool IsPosted, HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>How the addresses in letters begin.</summary>
    public static readonly IReadOnlyList<string> Tokens =
        [.. new[] { Place.Confirm, Place.Cancel, Place.Withdraw, Place.Receipt }.SelectMany(p => Language.All.Select(l => Addresses.Template(p, l).Replace("{key}", "", StringComparison.Ordinal)))];

    /// <summary>How the addresses begin where somebody sees their own data, once they have opened it.</summary>
    public static readonly IReadOnlyList<string> OwnData = [.. Language.All.Select(l => $"{Addresses.Path(Place.MyData, l)}/")];

    private static readonly string[] _own = [.. Tokens, .. OwnData, .. Language.All.Select(l => Addresses.Path(Place.Sent, l))];

    private readonly Lazy<IHtmlDocument> _document = new(() => new HtmlParser().ParseDocument(Body));

    public IHtmlDocument Document => _document.Value;

    public bool IsHtml => Header("Content-Type").StartsWith("text/html", StringComparison.Ordinal);

    public bool IsOfTheDesk => Path.StartsWith("/admin", StringComparison.Ordinal) || Path.StartsWith("/staff", StringComparison.Ordinal);

    /// <summary>A tool of Development, which no prospect ever sees.</summary>
    public bool IsMailbox => Path.StartsWith("/mailbox", StringComparison.Ordinal);

    /// <summary>A letter as the mailbox or the desk shows it.</summary>
    public bool IsLetter => (IsMailbox && Path.EndsWith("/html", StringComparison.Ordinal)) || (IsOfTheDesk && Path.EndsWith("/preview", StringComparison.Ordinal));

    public bool IsOfStaff => IsHtml && (IsOfTheDesk || IsMailbox) && !IsFramed;

    public bool IsForProspects => IsHtml && !IsOfTheDesk && !IsMailbox;

    /// <summary>Nobody has typed or chosen anything on it.</summary>
    public bool IsUntouched => Name == Path || Name.EndsWith("empty)", StringComparison.Ordinal);

    /// <summary>A document that stands in a frame, with its styles inside and nothing that runs.</summary>
    public bool IsFramed => Header("Content-Security-Policy").Contains("sandbox", StringComparison.Ordinal);

    /// <summary>It may show what somebody typed, or stands at an address that is somebody's own.</summary>
    public bool IsNobodyElses => IsForProspects && (IsPosted || Status != HttpStatusCode.OK || _own.Any(a => Path.StartsWith(a, StringComparison.Ordinal)));

    /// <summary>Search engines may list it.</summary>
    public bool IsToBeFound => IsForProspects && Status == HttpStatusCode.OK && Document.QuerySelector("meta[name=robots][content*=noindex]") is null;

    /// <summary>Empty if it was not sent.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <param name="state">What was done to come to it; null for what its address alone gives.</param>
    public static async Task<CrawledPage> Of(HttpResponseMessage response, string path, string? state = null)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var name = state is null ? path : $"{path} ({(int)response.StatusCode}, {state})";
        return new CrawledPage(name, path, response.RequestMessage?.Method == HttpMethod.Post, response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }

    public override string ToString() => Name;
}
