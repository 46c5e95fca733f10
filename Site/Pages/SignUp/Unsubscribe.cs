using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;
using Site.Web;

namespace Site.Pages.SignUp;

/// <summary>
/// The address in <c>List-Unsubscribe</c> (rule M2, RFC 8058): POST withdraws the one consent that the token names, at once, and answers the same a second time.
/// GET changes nothing (rule M3) and leads to the page of that withdrawal.
/// </summary>
internal static class Unsubscribe
{
    internal static void MapUnsubscribe(this WebApplication app)
    {
        app.MapPost($"{OneClick.Path}/{{token}}", async (string token, WaysOut ways) =>
            await ways.Take(token, LetterAct.Withdraw, WaysOut.ByMailProgram) is null ? Results.NotFound() : Results.Text(""));
        app.MapMethods($"{OneClick.Path}/{{token}}", [HttpMethods.Get, HttpMethods.Head], async (string token, LetterTokens tokens, SiteDb db) =>
            tokens.Read(token) is { Act: LetterAct.Withdraw } read
                ? Results.Redirect(Addresses.Path(Place.Withdraw, Language.Of(await LanguageOf(read.Letter, db)), token))
                : Results.NotFound());
    }

    private static async Task<string> LanguageOf(Guid letter, SiteDb db) =>
        await db.Set<OutboxRow>().Where(o => o.PublicId == letter).Select(o => o.Language).FirstOrDefaultAsync() ?? Language.German.Code;
}
