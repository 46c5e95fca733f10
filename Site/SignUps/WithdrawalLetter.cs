using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Publishing;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>
/// The last letter about something that was withdrawn or cancelled: the receipt for it, what is still kept and until when, and for a webinar the cancellation for
/// the calendar (rules C2, M9, P16).
/// </summary>
internal sealed class WithdrawalLetter(SiteDb db, LetterReading reading, LetterFacts letters, ReceiptFiles receipts, CalendarParts calendar, Notices notices, LiveSite live) : ILetterComposer
{
    public bool Composes(LetterKind kind) => kind == LetterKind.Withdrawal;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        if (await reading.SignUp(row, cancellationToken) is not { } signUp)
        {
            return null;
        }

        var form = await notices.Terms(signUp.NoticeHash, db, cancellationToken);
        var isCancelled = signUp.CancelledAt is not null && row.Purpose == signUp.MainPurpose;
        var letter = Worded(row, isCancelled, isCancelled ? form.Title : form.Purposes.FirstOrDefault(p => p.Key == row.Purpose)?.Title ?? form.Title);
        return letter with
        {
            Facts = await Kept(row, signUp, form),
            Stops = await letters.Withdrawals(row, form, Language.Of(row.Language), cancellationToken),
            UsedFields = [new UsedField(form.Address.Key, form.Address.Label)],
            Files = await receipts.Of(signUp, cancellationToken),
            Calendar = isCancelled && await letters.Find(row, cancellationToken) is { } facts ? calendar.Of(facts, CalendarMethod.Cancel, letter.Brand) : null,
        };
    }

    private Letter Worded(OutboxRow row, bool isCancelled, string what)
    {
        var language = Language.Of(row.Language);
        var brand = LetterBrands.Of(live.Current, language);
        var when = Dates.Moment(row.CreatedAt.InZone(live.Part<SiteSettings>().Zone), language);
        var wording = live.Part<LetterWordings>()[isCancelled ? "cancelled" : "withdrawn", language]
            .Fill(new Dictionary<string, string>(StringComparer.Ordinal) { ["brand"] = brand.Name, ["purpose"] = what, ["when"] = when });
        return new Letter(row.Language, wording.Subject, wording.Preheader, wording.Body, Why(isCancelled, what, letters.Day(row.CreatedAt, language), language), brand)
        {
            Button = new LetterLink(wording.Button, letters.Link(row, LetterAct.Receipt)),
        };
    }

    /// <summary>With it the matter has ended, so there is nothing left to stop but what else the person gets.</summary>
    internal static string Why(bool isCancelled, string what, string day, Language language) => isCancelled
        ? language[
            $"Sie haben am {day} Ihre Anmeldung für „{what}“ abgesagt, und das ist die Bestätigung dafür. Abzubestellen ist hier nichts mehr: Weitere E-Mails dazu kommen nicht.",
            $"On {day} you cancelled your registration for “{what}”, and this confirms it. There is nothing left here to stop: no more e-mails about it will come."]
        : language[
            $"Sie haben am {day} „{what}“ widerrufen, und das ist die Bestätigung dafür. Abzubestellen ist hier nichts mehr: Weitere E-Mails dazu kommen nicht.",
            $"On {day} you withdrew “{what}”, and this confirms it. There is nothing left here to stop: no more e-mails of that kind will come."];

    private async Task<IReadOnlyList<LetterFact>> Kept(OutboxRow row, SignUp signUp, Form form)
    {
        var language = Language.Of(row.Language);
        var kept = await KeptAfterwards.Of(signUp, form, row.Purpose, language, live.Part<SiteSettings>().Zone, db);
        List<LetterFact> facts = [.. kept.Take(1).Select(gone => new LetterFact(language["Was geht", "What goes"], gone))];
        return kept.Count < 2 ? facts : [.. facts, new LetterFact(language["Was bleibt", "What stays"], string.Join(' ', kept.Skip(1)))];
    }
}
