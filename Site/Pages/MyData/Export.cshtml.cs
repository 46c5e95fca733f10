using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.MyData.Access;
using Site.MyData.Pack;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.MyData;

/// <summary>Hands a person their own data as a file (Art. 15 (3), 20 GDPR), on record; by POST, as it leaves a line in the ledger.</summary>
public sealed class ExportModel(OwnSession session, OwnExport export, PackReader packs, EvidencePack pack) : PageModel
{
    internal const string Json = "json", Csv = "csv", Zip = "zip";

    private Language In => HttpContext.Language();

    /// <summary>There is nothing to look at.</summary>
    public IActionResult OnGet() => SeeOther.To(Addresses.Path(Place.MyDataView, In));

    public async Task<IActionResult> OnPostAsync([FromRoute] string key)
    {
        if (await session.Person(HttpContext) is not { } person)
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            new Head(In["Diese Sitzung ist zu Ende", "This session is over"]) { HasNewsletter = false }.Tell(ViewData);
            return Page();
        }

        return key switch
        {
            Json => File(await export.Json(person, In), "application/json", Name(Json)),
            Csv => File(await export.Csv(person, In), CsvText.ContentType, Name(Csv)),
            Zip => await packs.Of(person.SignUps[0].SignUp.PublicId) is { } packed ? new PackDownload(await pack.Prepare(packed, In, AccessPasses.ByPerson)) : NotFound(),
            _ => NotFound(),
        };
    }

    private string Name(string ending) => $"{In["meine-daten", "my-data"]}.{ending}";
}
