namespace Site.Declarations;

/// <summary>Renders the fields of a form as HTML. The same form and input give the same bytes, which is what makes them evidence.</summary>
public sealed class FormRenderer(ComponentHtml html)
{
    public Task<string> Render(Form form, FormInput input) => html.Of<FormFields>((nameof(FormFields.Form), form), (nameof(FormFields.Input), input));

    /// <summary>Its fields alone, without what else is agreed to by sending it.</summary>
    public Task<string> RenderFields(Form form, FormInput input) =>
        html.Of<FormFields>((nameof(FormFields.Form), form), (nameof(FormFields.Input), input), (nameof(FormFields.OnlyFields), true));
}
