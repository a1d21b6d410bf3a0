using Athanor.App.Server;
using Athanor.Foundation.Problems;

namespace Athanor.App.Doors;

/// <summary>A request that gives its length twice means one thing to a proxy and another to us: how requests are smuggled past it (RFC 9112, 6.1).</summary>
internal static class BodyLength
{
    // Where both headers come, the framework goes by the chunks and keeps the other length under this name.
    private const string SetAside = "X-Content-Length";

    public static Task RefuseAmbiguous(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (headers.TransferEncoding.Count == 0 || !headers.ContainsKey(SetAside)) return next(context);

        context.Response.Headers.Connection = "close";
        throw new ProblemException(ServerProblems.AmbiguousLength);
    }
}
