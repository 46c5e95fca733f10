using NodaTime;
using Site.Declarations;
using Site.Publishing;

namespace Site.Webinars;

/// <summary>A webinar as the content plans it. What was announced to people stands in <see cref="Schedule"/>.</summary>
public sealed record Webinar(
    string Slug, LocalDateTime LocalStart, DateTimeZone Zone, int Minutes, bool IsCancelled, Words? Series, IReadOnlyList<Person> Speakers,
    int? Capacity, string? Topic, IReadOnlyList<string> Fields, IReadOnlyDictionary<string, Field> Questions, IReadOnlyList<string> Consents, string Join, string Picture,
    IReadOnlyDictionary<Language, WebinarText> Texts)
{
    /// <summary>The purpose that follows from signing up.</summary>
    public const string Purpose = "webinar";

    /// <summary>The events a retention may count from.</summary>
    internal static readonly IReadOnlyList<RetentionEvent> Events = [RetentionEvent.WebinarEnd, RetentionEvent.Confirmation, RetentionEvent.Request];

    internal const string FormPrefix = "webinar/";

    /// <summary>Where it can be watched afterwards; null until there is a recording. It goes to those alone who were registered.</summary>
    public string? Recording { get; init; }

    public string FormKey => FormKeyOf(Slug);

    /// <summary>The planned start; a local time that a clock change skips or doubles is taken leniently.</summary>
    public Instant StartsAt => LocalStart.InZoneLeniently(Zone).ToInstant();

    /// <summary>The file that declares it, as content paths go.</summary>
    public static string FileOf(string slug) => $"webinars/{slug}/webinar.yml";

    public static string FormKeyOf(string slug) => FormPrefix + slug;

    /// <summary>The slug in a form's key; null for the form of something else.</summary>
    public static string? SlugOf(string formKey) =>
        formKey.StartsWith(FormPrefix, StringComparison.Ordinal) ? formKey[FormPrefix.Length..] : null;
}

public sealed record WebinarText(string Title, string Summary, string PictureAlt, string Button, string Html);

/// <summary>webinars/ by slug.</summary>
public sealed record WebinarList(IReadOnlyDictionary<string, Webinar> BySlug)
{
    public Webinar? Find(string slug) => BySlug.GetValueOrDefault(slug);
}

internal sealed class WebinarsReader : IContentReader
{
    private const int MostYearsAhead = 3;

    private static readonly Dictionary<string, bool> _states = new(StringComparer.Ordinal) { ["planned"] = false, ["cancelled"] = true };

    public object Read(ContentReading reading)
    {
        var webinars = reading.In("webinars", "/webinar.yml").Select(file => Webinar(reading, file)).ToDictionary(w => w.Slug);
        foreach (var twins in webinars.Values.Where(w => w.Recording is not null).GroupBy(w => w.Recording).Where(g => g.Count() > 1))
        {
            var copy = twins.MaxBy(w => w.LocalStart)!;
            var (file, other) = (Site.Webinars.Webinar.FileOf(copy.Slug), twins.First(w => w != copy).Slug);
            reading.Errors.Add(file, Line(reading.Files[file].Text), $"\"recording\" is that of \"{other}\", too, and would be sent to whoever registers here: a copy starts without one, so take the line out");
        }

        return new WebinarList(webinars);
    }

    private static int Line(string text) => 1 + Array.FindIndex(text.Split('\n'), line => line.StartsWith("recording:", StringComparison.Ordinal));

    private static Webinar Webinar(ContentReading reading, ContentFile file)
    {
        var texts = reading.Markdown($"webinars/{file.Folder}/", Text);
        return reading.Yaml(file.Path, y => Checked(reading, y, new Webinar(
            file.Folder, Start(reading, y), Zones.Read(y, "zone"), y.IntOrNull("minutes", 5, 600) ?? 60,
            y.OneOf("state", _states), y.WordsOrNull("series"), Speakers(reading, y), y.IntOrNull("capacity", 1, 100_000), reading.Part<Topics>().Read(y),
            y.Texts("fields"), Questions(reading, y), y.Texts("consents", required: false), Https(y, "join", y.Text("join")), reading.Picture(y, "picture"), texts)
        { Recording = y.TextOrNull("recording") is { } recording ? Https(y, "recording", recording) : null }));
    }

    // What is kept until some time after a webinar would be kept for as long as it is put off.
    private static LocalDateTime Start(ContentReading reading, YamlMap y)
    {
        var start = reading.Dates.Read(y, "start", reading.Today);
        if (start.Date > reading.Today.PlusYears(MostYearsAhead))
        {
            y.Refuse("start", $"lies more than {MostYearsAhead} years ahead: what people enter would be kept until then, so plan it nearer or announce it later");
        }

        return start;
    }

    private static Dictionary<string, Field> Questions(ContentReading reading, YamlMap y) =>
        y.MapOrNull("questions") is { } own ? FieldReader.Questions(own, reading.Part<Catalogue>(), Site.Webinars.Webinar.Purpose) : [];

    private static Webinar Checked(ContentReading reading, YamlMap y, Webinar webinar)
    {
        WebinarForms.Draft(webinar).Check(reading.Part<Catalogue>(), y);
        return webinar;
    }

    private static IReadOnlyList<Person> Speakers(ContentReading reading, YamlMap y) =>
        [.. y.Texts("speakers").Select(slug => reading.Part<People>().Find(y, "speakers", slug)).OfType<Person>()];

    private static string Https(YamlMap y, string key, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
        {
            y.Refuse(key, "must be an address that begins with https://");
        }

        return address;
    }

    private static WebinarText Text(MarkdownFile file)
    {
        var front = file.Front;
        return new WebinarText(front.Text("title"), front.Text("summary"), front.Text("picture-alt"), front.Text("button"), MarkdownText.ToHtml(file.Body));
    }
}

/// <summary>The sign-up forms of the webinars.</summary>
internal sealed class WebinarForms : IFormSource
{
    public IEnumerable<FormDraft> Forms(Snapshot snapshot) => snapshot.Part<WebinarList>().BySlug.Values.Select(Draft);

    internal static FormDraft Draft(Webinar webinar)
    {
        var german = webinar.Texts[Language.German];
        var english = webinar.Texts[Language.English];
        return new FormDraft(
            webinar.FormKey, new Words(german.Title, english.Title), new Words(german.Button, english.Button), Prefix: "",
            [.. webinar.Fields.Union(webinar.Questions.Keys)], [Webinar.Purpose], webinar.Consents, Webinar.Events)
        { Questions = webinar.Questions };
    }
}
