using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// The sides of a purpose that are its terms: what changes one of them waits for approval. Compared as they are said to people, in both languages.
/// </summary>
internal static class Terms
{
    /// <summary>The side that moves data which are held already.</summary>
    internal static readonly Words Recipients = new("Empfänger", "Recipients");

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

    /// <summary>A field that serves more than it did; null where it does not. <paramref name="old"/>: the purposes that it served, as it was last asked.</summary>
    internal static WaitingChange? Wider(IReadOnlyList<(string Key, Words Title)> old, Field @new, string file, string place) =>
        @new.Purposes.All(p => old.Any(o => o.Key == p.Key)) ? null : new WaitingChange(
            file, place, TitleOf(@new), new Words("Zwecke", "Purposes"), Said(l => Lines(old.Select(o => o.Title[l]))), Titles(@new.Purposes));

    /// <summary>
    /// What people were shown beside a field would be something else: why it is asked, what for, whether the law protects it specially, what kind of answer it takes.
    /// Or an answer that was given would: a choice in other words.
    /// </summary>
    internal static IEnumerable<WaitingChange> Reworded(Field old, Field @new, string file, string place) =>
        Sides(old).Zip(Sides(@new)).Where(s => s.First.Said != s.Second.Said).Select(s => (s.First.Name, Was: s.First.Said, Is: s.Second.Said))
            .Concat(Choices(old, @new)).Select(s => new WaitingChange(file, place, TitleOf(@new), s.Name, s.Was, s.Is));

    private static IEnumerable<(Words Name, Words Was, Words Is)> Choices(Field old, Field @new) =>
        from was in old.Choices
        let now = @new.Choices.FirstOrDefault(c => c.Key == was.Key)
        where now is not null && now.Label != was.Label
        select (new Words($"Antwort „{was.Key}“", $"Answer “{was.Key}”"), was.Label, now.Label);

    private static IEnumerable<(Words Name, Words Said)> Sides(Field f)
    {
        yield return (new Words("Art der Antwort", "Kind of answer"), Wording.Type(f.Type));
        yield return (new Words("Besondere Kategorie (Art. 9 DSGVO)", "Special category (Art. 9 GDPR)"), f.IsSpecialCategory ? new Words("ja", "yes") : new Words("nein", "no"));
        foreach (var language in Language.All)
        {
            var words = f.Words[language];
            yield return (In(language, "Wozu", "Why"), new Words(words.Why, words.Why));
            yield return (In(language, "Was die Person davon hat", "What the person gets"), new Words(words.Benefit, words.Benefit));
            yield return (In(language, "Wenn das Feld leer bleibt", "If left empty"), new Words(words.IfEmpty, words.IfEmpty));
        }
    }

    private static Words TitleOf(Field field) => new($"Feld „{field.Words[Language.German].Label}“", $"Field “{field.Words[Language.English].Label}”");

    internal static string PlaceOf(string purpose) => $"purposes.{purpose}";

    internal static string PlaceOfField(string field) => $"fields.{field}";

    internal static Words Titles(IEnumerable<Purpose> purposes) => Said(l => Lines(purposes.Select(p => p.Title[l])));

    // The same sides in the same order for every purpose, said or not.
    private static IEnumerable<(Words Name, Words? Said)> Sides(Purpose? p)
    {
        yield return (new Words("Rechtsgrundlage", "Legal basis"), p is null ? null : Said(l => Wording.Basis(p.Basis, p.IsExplicit, l)));
        yield return (new Words("Speicherdauer", "Retention"), p is null ? null : Said(l => Wording.Kept(p.Retention, l)));
        yield return (new Words("Nachweis danach", "Proof afterwards"), p is null or { ProofYears: 0 } ? null : Said(l => Wording.Proof(p.ProofYears, l) ?? ""));
        yield return (Recipients, p is null ? null : Said(l => Lines(p.Recipients.Select(r => Wording.Recipient(r, l)))));
        yield return (new Words("Kanal", "Channel"), p is null ? null : Channel(p.Channel));
        yield return (new Words("Betroffene Personen", "Data subjects"), p?.People);
        foreach (var language in Language.All)
        {
            yield return (In(language, "Was wir tun", "What we do"), Alone(p?.What, language));
            yield return (In(language, "Wortlaut der Einwilligung", "Words of the consent"), Alone(p?.Consent, language));
            yield return (In(language, "Berechtigtes Interesse", "Legitimate interest"), Alone(p?.Interest, language));
            // What stands at the box is part of what somebody says yes to; without a box it is what they were told.
            yield return (In(language, "Titel", "Title"), Alone(p?.Title, language));
            yield return (In(language, "Worte am Kästchen", "Words at the box"), Alone(p?.Label, language));
            yield return (In(language, "Wie oft", "How often"), Alone(p?.Frequency, language));
            yield return (In(language, "Was die Person davon hat", "What the person gets"), Alone(p?.Benefit, language));
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
