using System.Diagnostics;
using Site.Declarations;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>
/// What a letter may recommend beside what it is about: something only while a newsletter consent is live (rule P10), chosen by what the person told us
/// only while the consent to suggestions is. Asked when the letter is written, so that a withdrawal counts for letters already queued (rule P13).
/// </summary>
internal sealed class Recommendations(Acquaintance acquaintance, Suggestions suggestions, Seats seats, LetterReading reading, LetterFacts letters, LiveSite live) : IReadsAhead
{
    private const int Most = 2;

    private static readonly LetterKind[] _kinds = [LetterKind.Welcome, LetterKind.CalledOff, LetterKind.Reminder, LetterKind.FollowUp, LetterKind.Next];

    /// <summary>The letter with its recommendation, or as it was.</summary>
    internal async Task<Letter> AddTo(Letter letter, OutboxRow row, CancellationToken cancellationToken)
    {
        var known = await acquaintance.With(row, cancellationToken);
        return known.AllowsNewsletter ? AddTo(letter, row, await Select(known, Most, row, cancellationToken)) : letter;
    }

    /// <summary>What a letter may suggest to this person.</summary>
    internal async Task<Selection> Select(Known known, int most, OutboxRow row, CancellationToken cancellationToken) =>
        suggestions.For(known, most, (await row.Readings.Get<Doors>(() => ReadDoors([row], cancellationToken)))?.Open ?? []);

    public async Task Read(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken)
    {
        List<OutboxRow> mine = [.. rows.Where(r => _kinds.Contains(r.Kind))];
        var reachable = new List<OutboxRow>();
        foreach (var row in mine)
        {
            var consents = await reading.Consents(row, cancellationToken);
            reachable.AddRange(consents.Any(c => c.Purpose == Acquaintance.Newsletter) ? [row] : []);
        }

        await (mine.Count > 0 ? acquaintance.Read(mine, cancellationToken) : Task.CompletedTask);
        await (reachable.Count > 0 ? ReadDoors(reachable, cancellationToken) : Task.CompletedTask);
    }

    // The same for everybody.
    private async Task ReadDoors(List<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var doors = new Doors(await seats.Open(cancellationToken));
        rows.ForEach(row => row.Readings.Put(doors, since));
    }

    /// <summary>The letter with these, or as it was where there are none. The caller has seen that a newsletter consent is live.</summary>
    internal Letter AddTo(Letter letter, OutboxRow row, Selection selection) => selection.All.Count == 0 ? letter : letter with
    {
        Tips = Tips(selection, row, Language.Of(row.Language)),
        Unsubscribe = letters.OneClick(row, Acquaintance.Newsletter),
        UsedFields = [.. letter.UsedFields, .. Used(selection, Language.Of(row.Language))],
    };

    /// <summary>The fields that choosing looked at.</summary>
    internal IEnumerable<UsedField> Used(Selection selection, Language language) => selection.UsedFields.Select(f => Used(f, language));

    private LetterTips Tips(Selection selection, OutboxRow row, Language language)
    {
        var all = selection.All.Select(s => new LetterTip(
            new LetterLink(s.Title(language), letters.Absolute(s.Path(language))), s.Line(language), selection.IsPersonal ? s.Reason.Sentence(language) : null));
        return new LetterTips(
            language["Vielleicht auch etwas für Sie", "Perhaps something for you too"], [.. all], Why(selection, language),
            selection.Known.AllowsSuggestions ? Off(row, language) : null);
    }

    private static string Why(Selection selection, Language language)
    {
        var order = selection switch
        {
            { IsPersonal: true } => "",
            { Known.AllowsSuggestions: true } => language[" Zu Ihren Angaben passt davon gerade nichts, darum geht es nach Datum.", " None of it matches what you told us at the moment, so it is in order of date."],
            _ => language[
                " Es ist nach Datum geordnet und für alle gleich; es fehlt nur, wofür Sie schon angemeldet sind.", " It is in order of date and the same for everybody; only what you are registered for already is left out."],
        };
        return language[$"Das steht hier, weil Sie unseren Newsletter bestellt haben.{order}", $"This is here because you ordered our newsletter.{order}"];
    }

    private LetterLink Off(OutboxRow row, Language language) => new(
        language["Vorschläge nach meinen Angaben abschalten", "Turn off suggestions based on what I told you"], letters.Link(row, LetterAct.Withdraw, Acquaintance.Personalisation));

    private UsedField Used(string field, Language language) =>
        new(field, live.Part<Catalogue>().Fields[field].Words[language].Label, Acquaintance.Personalisation);

    private sealed record Doors(IReadOnlyList<Schedule> Open);
}
