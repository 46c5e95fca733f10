using NodaTime;
using Site.Declarations;
using Site.Publishing;
using Site.Staff;
using Site.Web;

namespace Site.Pages.Admin;

/// <summary>The record of processing as files, in the language of the desk.</summary>
internal static class RecordFiles
{
    internal const string Csv = "/admin/record.csv";
    internal const string Json = "/admin/record.json";

    internal static void MapRecordFiles(this WebApplication app)
    {
        var live = app.Services.GetRequiredService<LiveSite>();
        var sources = app.Services.GetServices<IFormSource>().ToList();
        var (notices, clock) = (app.Services.GetRequiredService<PrivacyNotices>(), app.Services.GetRequiredService<IClock>());
        ProcessingRecord Record(HttpContext context) => Of(live.Current, sources, notices, clock, DeskLanguage.Of(context));
        app.MapGet(Csv, (HttpContext context) => Results.File(Record(context).ToCsv(), CsvText.ContentType, Name(context, "csv"))).RequireAuthorization(StaffSetup.Policy);
        app.MapGet(Json, (HttpContext context) => Results.File(Record(context).ToJson(), "application/json", Name(context, "json"))).RequireAuthorization(StaffSetup.Policy);
    }

    internal static ProcessingRecord Of(Snapshot content, IEnumerable<IFormSource> sources, PrivacyNotices notices, IClock clock, Language language) =>
        ProcessingRecord.Of(DataUse.Of(content, sources), new RecordState(clock.GetCurrentInstant(), content.Version, notices.Current(language)), language);

    private static string Name(HttpContext context, string ending) =>
        $"{DeskLanguage.Of(context)["verzeichnis-der-verarbeitungen", "record-of-processing"]}.{ending}";
}
