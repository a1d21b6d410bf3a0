using System.Text;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Shell;

/// <summary>A page as a result. It is rendered whole before its first byte leaves, so that a failure on the way still becomes an error page.</summary>
internal sealed class ConsolePage<TPage, TView>(TView view, int status) : IResult
    where TPage : PageOf<TView>
{
    // Nothing inline and nothing from elsewhere: text that got into a page past the encoding still could not run.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = await ConsoleRenderer.RenderAsync<TPage>(httpContext.RequestServices, ConsoleRequest.Of(httpContext), nameof(PageOf<>.View), view);
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        httpContext.Response.Headers.CacheControl = "no-store";
        await httpContext.Response.WriteAsync(html, Encoding.UTF8, httpContext.RequestAborted);
    }
}

internal static class ConsolePage
{
    public static IResult Of<TPage, TView>(TView view, int status = StatusCodes.Status200OK)
        where TPage : PageOf<TView> => new ConsolePage<TPage, TView>(view, status);
}
