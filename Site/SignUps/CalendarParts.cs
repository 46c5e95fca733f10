using Microsoft.Extensions.Options;
using Site.Mail;
using Site.Publishing;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>The calendar entry of a sign-up's webinar, as a letter carries it (rule M9).</summary>
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
        var text = webinar.Texts[language];
        var access = method == CalendarMethod.Request ? $"\n\n{language["Zugang", "Access"]}: {webinar.Join}" : "";
        var page = letters.Absolute(Addresses.Path(Place.Webinar, language, webinar.Slug));
        return calendar.Write(schedule, method, new CalendarWords(text.Title, text.Summary + access, page, brand.Name, mail.Value.Sender(brand), facts.SignUp.Prospect?.Address));
    }
}
