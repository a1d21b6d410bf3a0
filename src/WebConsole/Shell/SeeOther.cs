using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Shell;

/// <summary>What a form answers once it has changed something: loading the next page again repeats nothing.</summary>
internal sealed class SeeOther(LocalAddress address) : IResult
{
    public static SeeOther At(string address) => new(LocalAddress.From(address));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address.Value;
        return Task.CompletedTask;
    }
}
