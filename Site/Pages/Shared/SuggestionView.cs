using Site.Journeys;

namespace Site.Pages.Shared;

/// <summary>Suggestions as a page shows them.</summary>
/// <param name="Off">Where a button is posted to that turns them off, for somebody whose consent is live; it works without sign-in. Null where there is nothing to turn off.</param>
public sealed record SuggestionView(Selection Selection, string? Off)
{
    /// <summary>What the button says of where it stands.</summary>
    public const string From = "suggestions";
}
