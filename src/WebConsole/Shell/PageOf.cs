using Microsoft.AspNetCore.Components;

namespace Athanor.WebConsole.Shell;

/// <summary>A page shows a view that its route has made; it asks nothing itself.</summary>
public abstract class PageOf<TView> : ComponentBase
{
    [Parameter, EditorRequired]
    public TView View { get; set; } = default!;

    [CascadingParameter]
    public ConsoleRequest Request { get; set; } = default!;
}
