using Site.Publishing;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>Why something is suggested, as one says it to the person: what they told us, what they signed up for, or simply what comes next.</summary>
public sealed record Reason
{
    /// <summary>It is the next by date, as everybody sees it.</summary>
    public static readonly Reason Next = new(rank: 2, new Words("weil es nach Datum folgt, wie für alle", "because it follows by date, as for everybody"));

    private readonly Words _clause;

    private Reason(int rank, Words clause) => (Rank, _clause) = (rank, clause);

    /// <summary>It rests on the consent to suggestions, and one click beside it turns it off.</summary>
    public bool IsPersonal => this != Next;

    /// <summary>What comes first has the lowest.</summary>
    internal int Rank { get; }

    /// <param name="topic">As the form called it when it was answered: what somebody told us is never put into other words.</param>
    public static Reason Told(string topic) => new(rank: 0, new Words(
        $"weil Sie uns gesagt haben, dass Sie „{topic}“ beschäftigt", $"because you told us that “{topic}” is on your mind"));

    public static Reason SignedUp(Webinar webinar) => new(rank: 1, new Words(
        $"weil Sie sich für „{webinar.Texts[Language.German].Title}“ angemeldet haben", $"because you signed up for “{webinar.Texts[Language.English].Title}”"));

    /// <summary>A clause that begins with "weil" or "because".</summary>
    public string Clause(Language language) => _clause[language];

    /// <summary>The clause standing alone: "Weil Sie …" / "Because you …", with a full stop.</summary>
    public string Sentence(Language language) => $"{char.ToUpper(_clause[language][0], language.Culture)}{_clause[language][1..]}.";
}

/// <summary>The reasons of one person.</summary>
internal sealed class Reasons(Known known, Offers offers)
{
    private readonly Told? _topic = known.Topic;
    private readonly IReadOnlyList<Webinar> _been = [.. known.Places.Select(offers.Webinars.Find).OfType<Webinar>().OrderBy(w => w.Slug, StringComparer.Ordinal)];

    internal Reason Of(Webinar webinar) => Told(webinar.Topic) ?? SignedUp(b => b.Topic is not null && b.Topic == webinar.Topic) ?? Reason.Next;

    internal Reason Of(Article article) =>
        Told(article.Topic) ?? SignedUp(b => b.Slug == article.Webinar || (b.Topic is not null && b.Topic == article.Topic)) ?? Reason.Next;

    private Reason? Told(string? about) => _topic is { } topic && topic.Key == about ? Reason.Told(topic.Label) : null;

    private Reason? SignedUp(Func<Webinar, bool> belongs) => _been.FirstOrDefault(belongs) is { } webinar ? Reason.SignedUp(webinar) : null;
}
