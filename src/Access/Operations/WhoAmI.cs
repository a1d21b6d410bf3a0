using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class WhoAmI
{
    public sealed record Answer(string Name, PrincipalKind Kind, string? KeyId, string? ServerRole, IReadOnlyDictionary<string, string> ProjectRoles);

    public static Ok<Answer> Handle(Caller caller) => TypedResults.Ok(new Answer(
        caller.Name,
        caller.Kind,
        caller.KeyId,
        caller.GlobalRole == Role.None ? null : RoleNames.NameOf(caller.GlobalRole),
        caller.RolesByProject.ToDictionary(role => role.Key, role => RoleNames.NameOf(role.Value))));
}
