namespace Site.Journeys;

/// <summary>A topic that somebody declared: its key, and what the choice was called on the form they answered, in its language.</summary>
public sealed record Told(string Key, string Label);

/// <summary>What may be used of one person to choose what they see next: what they allowed, what they told us, what they signed up for. There is nothing else.</summary>
/// <param name="Places">Slugs of the webinars they have a confirmed place in, past ones too while their retention lasts.</param>
/// <param name="Topic">The topic they declared; null for none, and without a live consent to suggestions.</param>
/// <param name="AllowsSuggestions">A consent for <see cref="Acquaintance.Personalisation"/> is live.</param>
/// <param name="AllowsNewsletter">A consent for <see cref="Acquaintance.Newsletter"/> is live.</param>
public sealed record Known(IReadOnlySet<string> Places, Told? Topic, bool AllowsSuggestions, bool AllowsNewsletter);
