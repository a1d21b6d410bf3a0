using Athanor.Foundation.Identifiers;
using Microsoft.AspNetCore.Http;

namespace Athanor.Foundation.Telemetry;

/// <summary>Stands in the log line, in every error and in the answer's header, so that a user's report finds its line.</summary>
public static class RequestId
{
    public const string Header = "X-Request-Id";

    public static string Of(HttpContext context) => context.TraceIdentifier;

    public static void Assign(HttpContext context, TimeProvider clock)
    {
        context.TraceIdentifier = Identifier.Create("req", clock);
        context.Response.Headers[Header] = context.TraceIdentifier;
    }
}
