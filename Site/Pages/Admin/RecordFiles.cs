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
        ProcessingRecord Record(HttpContext context) => ProcessingRecord.Of(DataUse.Of(live.Current, sources), DeskLanguage.Of(context));
        app.MapGet(Csv, (HttpContext context) => Results.File(Record(context).ToCsv(), CsvText.ContentType, Name(context, "csv"))).RequireAuthorization(StaffSetup.Policy);
        app.MapGet(Json, (HttpContext context) => Results.File(Record(context).ToJson(), "application/json", Name(context, "json"))).RequireAuthorization(StaffSetup.Policy);
    }

    private static string Name(HttpContext context, string ending) =>
        $"{DeskLanguage.Of(context)["verzeichnis-der-verarbeitungen", "record-of-processing"]}.{ending}";
}
