using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Athanor.WebConsole.Shell;

/// <summary>Turns a component into text: a whole page, or a part that a script puts into one.</summary>
internal static class ConsoleRenderer
{
    public static async Task<string> RenderAsync<TComponent>(IServiceProvider services, ConsoleRequest request, string parameter, object? value)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<CascadingValue<ConsoleRequest>>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(CascadingValue<>.Value)] = request,
                [nameof(CascadingValue<>.IsFixed)] = true,
                [nameof(CascadingValue<>.ChildContent)] = (RenderFragment)(content =>
                {
                    content.OpenComponent<TComponent>(0);
                    content.AddComponentParameter(1, parameter, value);
                    content.CloseComponent();
                }),
            }));
            return root.ToHtmlString();
        });
    }
}
