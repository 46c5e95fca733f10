using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Site.Declarations;

/// <summary>Renders a component as HTML outside of any page. The same parameters give the same bytes, which is what makes them evidence.</summary>
public sealed class ComponentHtml(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> Of<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)))).ToHtmlString());
    }
}
