using Site.Publishing;
using Site.Webinars;

namespace Site.Pages.Admin;

/// <summary>What staff call a form: the title of its webinar in the language of the desk, its slug where the webinar is gone.</summary>
internal static class FormNames
{
    internal static string FormName(this LiveSite live, string formKey, Language language) =>
        Webinar.SlugOf(formKey) is { } slug ? live.Part<WebinarList>().Find(slug)?.Texts[language].Title ?? slug : "Newsletter";
}
