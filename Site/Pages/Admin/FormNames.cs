using Site.MyData.Access;
using Site.Publishing;
using Site.Webinars;

namespace Site.Pages.Admin;

/// <summary>
/// What staff call that which a notice was shown for: the title of a webinar in the language of the desk, its slug where the webinar is gone. What is neither
/// a webinar's form nor one of the other two is the privacy notice.
/// </summary>
internal static class FormNames
{
    internal static string FormName(this LiveSite live, string formKey, Language language) =>
        Webinar.SlugOf(formKey) is { } slug ? live.Part<WebinarList>().Find(slug)?.Texts[language].Title ?? slug
        : formKey == "newsletter" ? "Newsletter" : formKey == AccessForm.Key ? language["Meine Daten", "My data"] : language["Datenschutzhinweis", "Privacy notice"];
}
