namespace Site.Publishing;

/// <summary>A kind of page that prospects see.</summary>
public enum Place
{
    Home,
    Webinars,
    Webinar,
    Articles,
    Article,
    Newsletter,
    Sent,
    Confirm,
    Cancel,
    NotMe,
    Withdraw,
    Receipt,
    CheckReceipt,
    MyData,
    MyDataSent,
    MyDataOpen,
    MyDataView,
    MyDataEnd,
    MyDataExport,
    MyDataCorrect,
    MyDataErase,
    Privacy,
    PrivacyVersion,
    PrivacyChanges,
    DataUse,
    Imprint,
    Accessibility,
}

/// <summary>The addresses of the public pages, in the words of each language (rule W2).</summary>
public static class Addresses
{
    private static readonly Dictionary<Place, Words> _templates = new()
    {
        [Place.Home] = new("/de", "/en"),
        [Place.Webinars] = new("/de/webinare", "/en/webinars"),
        [Place.Webinar] = new("/de/webinare/{key}", "/en/webinars/{key}"),
        [Place.Articles] = new("/de/artikel", "/en/articles"),
        [Place.Article] = new("/de/artikel/{key}", "/en/articles/{key}"),
        [Place.Newsletter] = new("/de/newsletter", "/en/newsletter"),
        [Place.Sent] = new("/de/gesendet", "/en/sent"),
        [Place.Confirm] = new("/de/bestaetigen/{key}", "/en/confirm/{key}"),
        [Place.Cancel] = new("/de/absagen/{key}", "/en/cancel/{key}"),
        [Place.NotMe] = new("/de/das-war-ich-nicht/{key}", "/en/this-was-not-me/{key}"),
        [Place.Withdraw] = new("/de/widerrufen/{key}", "/en/withdraw/{key}"),
        [Place.Receipt] = new("/de/beleg/{key}", "/en/receipt/{key}"),
        [Place.CheckReceipt] = new("/de/beleg-pruefen", "/en/check-a-receipt"),
        [Place.MyData] = new("/de/meine-daten", "/en/my-data"),
        [Place.MyDataSent] = new("/de/meine-daten/gesendet", "/en/my-data/sent"),
        [Place.MyDataOpen] = new("/de/meine-daten/oeffnen/{key}", "/en/my-data/open/{key}"),
        [Place.MyDataView] = new("/de/meine-daten/ansehen", "/en/my-data/view"),
        [Place.MyDataEnd] = new("/de/meine-daten/beenden/{key}", "/en/my-data/end/{key}"),
        [Place.MyDataExport] = new("/de/meine-daten/mitnehmen/{key}", "/en/my-data/export/{key}"),
        [Place.MyDataCorrect] = new("/de/meine-daten/berichtigen/{key}", "/en/my-data/correct/{key}"),
        [Place.MyDataErase] = new("/de/meine-daten/loeschen", "/en/my-data/erase"),
        [Place.Privacy] = new("/de/datenschutz", "/en/privacy"),
        [Place.PrivacyVersion] = new("/de/datenschutz/fassung/{key}", "/en/privacy/version/{key}"),
        [Place.PrivacyChanges] = new("/de/datenschutz/vergleich/{key}", "/en/privacy/changes/{key}"),
        [Place.DataUse] = new("/de/was-wir-behalten", "/en/what-we-keep"),
        [Place.Imprint] = new("/de/impressum", "/en/imprint"),
        [Place.Accessibility] = new("/de/barrierefreiheit", "/en/accessibility"),
    };

    /// <summary>The route template, with <c>{key}</c> for a slug or token.</summary>
    public static string Template(Place place, Language language) => _templates[place][language];

    /// <summary>The path of a page; <paramref name="key"/> is its slug or token.</summary>
    public static string Path(Place place, Language language, string key = "") =>
        Template(place, language).Replace("{key}", Uri.EscapeDataString(key), StringComparison.Ordinal);

    /// <summary>The language that a path begins with, in whatever case, as paths are found in any; null if it begins with none.</summary>
    public static Language? LanguageOf(string? path) =>
        Language.Find(path?.Split('/', 3, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()?.ToLowerInvariant());
}
