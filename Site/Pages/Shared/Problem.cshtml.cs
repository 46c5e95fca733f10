using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Publishing;

namespace Site.Pages.Shared;

/// <summary>What went wrong, in the person's language. It is shown in place of the page that was asked for.</summary>
public sealed class ProblemModel : PageModel
{
    public int Code { get; private set; }

    public string Title => Words.Title;

    public string Text => Words.Text;

    private (string Title, string Text) Words => Said(Code, HttpContext.Language());

    public void OnGet(int code)
    {
        // Asked for directly, this is no page of its own.
        Code = Response.StatusCode >= 400 ? Response.StatusCode : 404;
        Response.StatusCode = Code;
        Response.Headers.CacheControl = "no-store";
        new Head(Title) { HasNewsletter = false }.Tell(ViewData);
    }

    private static (string, string) Said(int code, Language l) => code switch
    {
        400 => (l["Das konnten wir nicht lesen", "We could not read that"], l["Gespeichert wurde nichts. Bitte gehen Sie zurück und versuchen Sie es noch einmal.", "Nothing was stored. Please go back and try again."]),
        403 => (l["Das kam nicht von dieser Website", "That did not come from this site"], l["Wir nehmen Formulare nur von unseren eigenen Seiten an. Gespeichert wurde nichts.", "We only take forms from our own pages. Nothing was stored."]),
        404 => (l["Diese Seite gibt es nicht", "There is no such page"], l["Vielleicht hat sich die Adresse geändert, oder es fehlt ein Buchstabe. Kam der Link aus einer E-Mail, kopieren Sie ihn bitte ganz.", "Perhaps the address has changed, or a letter is missing. If the link came from an e-mail, please copy all of it."]),
        410 => (l["Das ist vorbei", "This is over"], l["Dieses Webinar nimmt keine Anmeldungen mehr an. Gespeichert wurde nichts.", "This webinar takes no more registrations. Nothing was stored."]),
        405 => (l["Das geht hier nicht", "That does not work here"], l["Diese Seite lässt sich nur ansehen. Gespeichert wurde nichts.", "This page is only for looking at. Nothing was stored."]),
        413 => (l["Das ist zu viel", "That is too much"], l["Das Formular war größer, als wir annehmen. Gespeichert wurde nichts. Bitte fassen Sie sich kürzer.", "The form was larger than we accept. Nothing was stored. Please shorten it."]),
        429 => (l["Bitte einen Augenblick Geduld", "One moment, please"], l["Von hier kamen sehr viele Formulare auf einmal. Bitte versuchen Sie es in einer Minute noch einmal.", "A great many forms came from here at once. Please try again in a minute."]),
        >= 500 => (l["Das lag an uns", "That was our fault"], l["Etwas ist schiefgegangen, und wir sehen nach. Bitte versuchen Sie es später noch einmal.", "Something went wrong, and we are looking into it. Please try again later."]),
        _ => (l["Das geht so nicht", "That does not work"], l["Bitte gehen Sie zurück und versuchen Sie es noch einmal.", "Please go back and try again."]),
    };
}
