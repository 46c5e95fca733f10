using Site.Journeys;

namespace Site.Pages.Shared;

/// <summary>Suggestions as a page shows them.</summary>
/// <param name="Off">Path of the page that turns them off, for somebody whose consent is live; it works without sign-in. Null where there is nothing to turn off.</param>
public sealed record SuggestionView(Selection Selection, string? Off);
