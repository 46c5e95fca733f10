using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// The sides of a purpose that are its terms: what changes one of them waits for approval. Compared as they are said to people, in both languages.
/// </summary>
internal static class Terms
{
    internal static IEnumerable<WaitingChange> Between(Purpose? old, Purpose? @new, string file)
    {
        if ((@new ?? old) is not { } purpose)
        {
            return [];
        }

        var title = new Words($"Zweck „{purpose.Title.German}“", $"Purpose “{purpose.Title.English}”");
        return Sides(old).Zip(Sides(@new)).Where(s => s.First.Said != s.Second.Said)
            .Select(s => new WaitingChange(file, PlaceOf(purpose.Key), title, s.First.Name, s.First.Said, s.Second.Said));
    }

    /// <summary>A field that serves more than before; null where it does not.</summary>
    internal static WaitingChange? Between(Field old, Field @new, string file, string place)
    {
        if (@new.Purposes.All(p => old.Purposes.Any(o => o.Key == p.Key)))
        {
            return null;
        }

        var title = new Words($"Feld „{@new.Words[Language.German].Label}“", $"Field “{@new.Words[Language.English].Label}”");
        return new WaitingChange(file, place, title, new Words("Zwecke", "Purposes"), Titles(old.Purposes), Titles(@new.Purposes));
    }

    internal static string PlaceOf(string purpose) => $"purposes.{purpose}";

    internal static string PlaceOfField(string field) => $"fields.{field}";

    internal static Words Titles(IEnumerable<Purpose> purposes) => Said(l => Lines(purposes.Select(p => p.Title[l])));

    // The same sides in the same order for every purpose, said or not.
    private static IEnumerable<(Words Name, Words? Said)> Sides(Purpose? p)
    {
        yield return (new Words("Rechtsgrundlage", "Legal basis"), p is null ? null : Said(l => Wording.Basis(p.Basis, p.IsExplicit, l)));
        yield return (new Words("Speicherdauer", "Retention"), p is null ? null : Said(l => Wording.Kept(p.Retention, l)));
        yield return (new Words("Nachweis danach", "Proof afterwards"), p is null or { ProofYears: 0 } ? null : Said(l => Wording.Proof(p.ProofYears, l) ?? ""));
        yield return (new Words("Empfänger", "Recipients"), p is null ? null : Said(l => Lines(p.Recipients.Select(r => Wording.Recipient(r, l)))));
        yield return (new Words("Kanal", "Channel"), p is null ? null : Channel(p.Channel));
        foreach (var language in Language.All)
        {
            yield return (In(language, "Was wir tun", "What we do"), Alone(p?.What, language));
            yield return (In(language, "Wortlaut der Einwilligung", "Words of the consent"), Alone(p?.Consent, language));
            yield return (In(language, "Berechtigtes Interesse", "Legitimate interest"), Alone(p?.Interest, language));
        }
    }

    private static Words Channel(string channel) => channel == "email" ? new Words("E-Mail", "e-mail") : new Words(channel, channel);

    private static Words Said(Func<Language, string> say) => new(say(Language.German), say(Language.English));

    // Sorted: in which order the recipients stand in the file is no term.
    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static Words In(Language language, string german, string english) =>
        new($"{german} ({language["deutsch", "englisch"]})", $"{english} ({language["German", "English"]})");

    // Words that people read are shown as they are, whatever language the desk speaks.
    private static Words? Alone(Words? words, Language language) => words is null ? null : new Words(words[language], words[language]);
}
