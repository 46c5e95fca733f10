using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Site.Declarations;

/// <summary>Renders the fields of a form as HTML. The same form and input give the same bytes, which is what makes them evidence.</summary>
public sealed class FormRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> Render(Form form, FormInput input)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(FormFields.Form)] = form,
                [nameof(FormFields.Input)] = input,
            });
            return (await renderer.RenderComponentAsync<FormFields>(parameters)).ToHtmlString();
        });
    }
}
