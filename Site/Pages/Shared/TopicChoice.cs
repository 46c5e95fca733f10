using Site.Declarations;
using Site.Publishing;

namespace Site.Pages.Shared;

/// <summary>The topic that a visitor chose on an overview. It stands in the address bar and nowhere else; an unknown one is none.</summary>
/// <param name="Place">The overview.</param>
/// <param name="All">What there is to choose.</param>
public sealed record TopicChoice(Place Place, IReadOnlyList<Choice> All, Choice? Chosen)
{
    /// <summary>"?topic=consent"; empty for none.</summary>
    public string Query => Chosen is null ? "" : QueryOf(Chosen);

    public static TopicChoice None(Place place) => new(place, [], null);

    public static TopicChoice Of(string? asked, Place place, LiveSite live)
    {
        var topics = live.Part<Topics>();
        return new TopicChoice(place, topics.All, topics.Find(asked));
    }

    public static string QueryOf(Choice topic) => $"?topic={Uri.EscapeDataString(topic.Key)}";

    /// <summary>Whether something about that topic belongs into the list.</summary>
    public bool Takes(string? topic) => Chosen is null || Chosen.Key == topic;
}
