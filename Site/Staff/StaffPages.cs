using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.TagHelpers;

namespace Site.Staff;

/// <summary>
/// Keeps antiforgery to the pages of the desk. It always sets a cookie, and a token in a page forbids caching it; prospects' forms are guarded
/// by the origin check instead (rule S2).
/// </summary>
internal static class StaffPages
{
    internal static void AddStaffPages(this IServiceCollection services)
    {
        services.AddRazorPages().InitializeTagHelper<FormTagHelper>((form, view) => form.Antiforgery = Desk.Owns(view.HttpContext.Request.Path));
        services.Configure<RazorPagesOptions>(o =>
        {
            o.Conventions.AuthorizeFolder("/Admin", StaffSetup.Policy);
            o.Conventions.AddFolderApplicationModelConvention("/", IgnoreOutside);
        });
    }

    private static void IgnoreOutside(PageApplicationModel page)
    {
        if (!Desk.Owns(page.ViewEnginePath))
        {
            page.Filters.Add(new IgnoreAntiforgeryTokenAttribute());
        }
    }
}
