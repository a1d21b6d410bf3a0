using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.WebConsole.Shell;

/// <summary>What every part of a page may want to know about the request it answers.</summary>
public sealed record ConsoleRequest(Caller? Caller, string FormToken, string Address, DateTimeOffset Now)
{
    public static ConsoleRequest Of(HttpContext context) => new(
        context.Features.Get<Caller>(),
        ConsoleSessions.FormTokenOf(context),
        context.Request.Path + context.Request.QueryString,
        context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());

    /// <summary>Whether to offer something. Only the gate and the facades decide.</summary>
    public bool May(Permission permission, string? project = null) => Caller is not null && Authorizer.Allows(Caller, permission, project);
}
