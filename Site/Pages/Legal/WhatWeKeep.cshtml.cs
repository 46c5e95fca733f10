using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Declarations;
using Site.Journeys;
using Site.MyData.Access;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;
using Site.Webinars;

namespace Site.Pages.Legal;

/// <summary>What we keep about whom, and why: every declared field with everything that is said of it beside the form.</summary>
[SameForEverybody]
public sealed class WhatWeKeepModel(LiveSite live, IEnumerable<IFormSource> sources) : PageModel
{
    public DataUse Use { get; private set; } = null!;

    /// <summary>The fields of the catalogue, as forms group them.</summary>
    public IEnumerable<IGrouping<FieldGroup, DeclaredField>> Groups => Use.Fields.Where(f => f.Form is null).GroupBy(f => f.Field.Group);

    /// <summary>The forms that ask questions of their own.</summary>
    public IEnumerable<FormDraft> Asking => Use.Forms.Where(f => f.Questions.Count > 0);

    public void OnGet()
    {
        var language = HttpContext.Language();
        Use = DataUse.Of(live.Current, sources);
        var description = language["Jedes Feld, das wir irgendwo abfragen: wozu, wie lange, wer es sieht und was Sie davon haben.", "Every field we ask for anywhere: what for, for how long, who sees it and what you get."];
        new Head(language["Was wir behalten", "What we keep"], description, Place.DataUse) { HasNewsletter = false, HasDeclarations = true }.Tell(ViewData);
    }

    /// <summary>Where a form stands: a webinar's page, the newsletter's, or the one that asks for a person's own data.</summary>
    public string Address(FormDraft form) => Webinar.SlugOf(form.Key) is { } slug
        ? Addresses.Path(Place.Webinar, HttpContext.Language(), slug)
        : Addresses.Path(form.Key == AccessForm.Key ? Place.MyData : Place.Newsletter, HttpContext.Language());

    /// <summary>"Newsletter" or the webinar's title.</summary>
    public string Name(FormDraft form) => form.Key == Acquaintance.Newsletter ? "Newsletter" : form.Title[HttpContext.Language()];
}

/// <summary>One field as the page shows it.</summary>
public sealed record KeptField(DeclaredField Declared, IReadOnlyList<(string Name, string Address)> AskedBy)
{
    // More names would drown what is said of the field.
    private const int MostNames = 3;

    public Field Field => Declared.Field;

    /// <summary>How many of the forms that ask are named.</summary>
    public int Named => AskedBy.Count <= MostNames + 1 ? AskedBy.Count : MostNames;

    /// <summary>How many are only counted; never one alone.</summary>
    public int More => AskedBy.Count - Named;
}
