using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Pages.Machines;

/// <summary>
/// What search engines read about a page (schema.org as JSON-LD 1.1, rule W1). The result may stand inside a script element: nothing in it can end one.
/// </summary>
public sealed class StructuredData(LiveSite live, IOptions<SiteOptions> options)
{
    private const string Vocabulary = "https://schema.org";

    // Letters stay letters; what has a meaning in HTML is written as \u003C and the like.
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>A webinar as announced. Its place is the public page, never the address where it is joined.</summary>
    /// <param name="movedFrom">The start it had been announced with before; null if it never moved.</param>
    public string Event(Webinar webinar, Schedule schedule, Door door, ZonedDateTime? movedFrom, Language language)
    {
        var (text, url) = (webinar.Texts[language], Absolute(Place.Webinar, language, webinar.Slug));
        return Written(new JsonObject
        {
            ["@type"] = "Event",
            ["@id"] = url,
            ["url"] = url,
            ["name"] = text.Title,
            ["description"] = text.Summary,
            ["startDate"] = Dates.Machine(schedule.Start),
            ["endDate"] = Dates.Machine(schedule.Start.PlusMinutes(schedule.Minutes)),
            ["previousStartDate"] = movedFrom is { } before ? Dates.Machine(before) : null,
            ["eventStatus"] = $"{Vocabulary}/{Status(schedule, isMoved: movedFrom is not null)}",
            ["eventAttendanceMode"] = $"{Vocabulary}/OnlineEventAttendanceMode",
            ["location"] = new JsonObject { ["@type"] = "VirtualLocation", ["url"] = url },
            ["image"] = Picture(webinar.Picture),
            ["inLanguage"] = language.Code,
            ["isAccessibleForFree"] = true,
            ["organizer"] = Publisher(language),
            ["performer"] = new JsonArray([.. webinar.Speakers.Select(s => Person(s, language))]),
            ["offers"] = door is Door.Open or Door.Full ? Offer(url, door) : null,
        });
    }

    /// <summary>An article; <paramref name="changed"/> is when its words last changed.</summary>
    public string Article(Article article, Instant? changed, Language language)
    {
        var (text, url) = (article.Texts[language], Absolute(Place.Article, language, article.Slug));
        return Written(new JsonObject
        {
            ["@type"] = "Article",
            ["@id"] = url,
            ["mainEntityOfPage"] = url,
            ["headline"] = text.Title,
            ["description"] = text.Summary,
            ["author"] = Person(article.Author, language),
            ["publisher"] = Publisher(language),
            ["datePublished"] = article.Published.ToString("uuuu-MM-dd", null),
            ["dateModified"] = changed?.ToString(),
            ["image"] = Picture(article.Picture),
            ["inLanguage"] = language.Code,
            ["isAccessibleForFree"] = true,
            ["timeRequired"] = $"PT{text.ReadingMinutes}M",
        });
    }

    // What was called off and takes place after all, or takes longer, has the start it had.
    private static string Status(Schedule schedule, bool isMoved) =>
        schedule.CancelledAt is not null ? "EventCancelled" : isMoved ? "EventRescheduled" : "EventScheduled";

    private static JsonObject Offer(string url, Door door) => new()
    {
        ["@type"] = "Offer",
        ["url"] = url,
        ["price"] = "0",
        ["priceCurrency"] = "EUR",
        ["availability"] = $"{Vocabulary}/{(door == Door.Full ? "SoldOut" : "InStock")}",
    };

    private JsonObject Person(Person person, Language language) => new()
    {
        ["@type"] = "Person",
        ["name"] = person.Name,
        ["jobTitle"] = person.Role[language],
        ["image"] = Picture(person.Portrait),
    };

    private JsonObject Publisher(Language language)
    {
        var settings = live.Part<SiteSettings>();
        return new JsonObject
        {
            ["@type"] = "Organization",
            ["name"] = settings.Controller.Name,
            ["url"] = Absolute(Place.Home, language),
            ["logo"] = Picture(settings.Brand.Logo),
        };
    }

    private string Picture(string path) => options.Value.Absolute(live.Current.Url(path));

    private string Absolute(Place place, Language language, string key = "") => options.Value.Absolute(Addresses.Path(place, language, key));

    private static string Written(JsonObject thing)
    {
        foreach (var (name, _) in thing.Where(p => p.Value is null).ToList())
        {
            thing.Remove(name);
        }

        thing.Insert(0, "@context", Vocabulary);
        return thing.ToJsonString(_json);
    }
}
