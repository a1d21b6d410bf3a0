using Athanor.Access.Authentication;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Athanor.Access.Authorization;

/// <summary>Stands before every route of every door: finds out who asks, and asks the authorizer. A route that declares nothing is refused.</summary>
internal sealed class AccessGate(RequestDelegate next, Authenticator authenticator, AccessDecisions decisions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Where only the method or the kind of body does not fit, routing puts an endpoint of its own here, which refuses the request.
        if (context.GetEndpoint() is RouteEndpoint endpoint)
        {
            var demand = endpoint.Metadata.GetMetadata<RoutePermission>() ?? throw new ProblemException(AccessProblems.RouteUndeclared);
            if (demand is not RoutePermission.Open) Admit(context, demand, await authenticator.IdentifyAsync(context));
        }
        await next(context);
    }

    private void Admit(HttpContext context, RoutePermission demand, Caller? caller)
    {
        if (caller is null) throw new ProblemException(AccessProblems.NotSignedIn);
        context.Features.Set(caller);
        context.Features.Set<IRequestActor>(caller);

        var (permission, project) = demand switch
        {
            RoutePermission.OnServer onServer => (onServer.Permission, null),
            RoutePermission.InProject inProject => (inProject.Permission, context.GetRouteValue(inProject.RouteValue) as string ?? ""),
            _ => ((Permission?)null, (string?)null),
        };
        if (permission is null) return;

        if (!decisions.Count(permission, Authorizer.Decide(caller, permission, project))) throw new ProblemException(AccessProblems.Forbidden(permission, project));
    }
}
