using Microsoft.Extensions.Options;
using Site.Mail;
using Site.Publishing;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>The calendar entry of a webinar, as a letter carries it and as everybody may have it (rule M9).</summary>
public sealed class CalendarParts(LetterFacts letters, CalendarEntry calendar, IOptions<MailOptions> mail)
{
    /// <summary>Null where the sign-up is for no webinar. The way in is told with <see cref="CalendarMethod.Request"/> alone.</summary>
    public CalendarPart? Of(SubmissionFacts facts, CalendarMethod method, LetterBrand brand)
    {
        if (facts is not { Webinar: { } webinar, Schedule: { } schedule })
        {
            return null;
        }

        var language = facts.Language;
        var access = method == CalendarMethod.Request ? $"\n\n{language["Zugang", "Access"]}: {webinar.Join}" : "";
        return calendar.Write(schedule, method, Words(webinar, language, brand) with
        {
            Description = webinar.Texts[language].Summary + access,
            Attendee = facts.SignUp.Prospect?.Address,
        });
    }

    /// <summary>For everybody: without attendee and without the way in. Who signs up later gets an update of this very entry.</summary>
    public CalendarPart Published(Webinar webinar, Schedule schedule, Language language, LetterBrand brand) =>
        calendar.Write(schedule, CalendarMethod.Publish, Words(webinar, language, brand));

    private CalendarWords Words(Webinar webinar, Language language, LetterBrand brand)
    {
        var text = webinar.Texts[language];
        var page = letters.Absolute(Addresses.Path(Place.Webinar, language, webinar.Slug));
        return new CalendarWords(text.Title, text.Summary, page, brand.Name, mail.Value.Sender(brand));
    }
}
