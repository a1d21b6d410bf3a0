using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Access.Operations;

/// <summary>Secrets of a project. There is no way to read a value.</summary>
internal static class ProjectSecretsApi
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record SecretBody(string Value);

    public sealed record SecretList(IReadOnlyList<ProjectSecret> Items);

    public static async Task<Ok<SecretList>> ListAsync(ProjectName project, ProjectSecrets secrets, CancellationToken cancellation) => TypedResults.Ok(new SecretList(await secrets.ListAsync(project, cancellation)));

    public static async Task<NoContent> SetAsync(Caller caller, ProjectName project, string secret, [FromBody] SecretBody body, ProjectSecrets secrets, CancellationToken cancellation)
    {
        await secrets.SetAsync(caller, project, secret, body.Value, cancellation);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> RemoveAsync(Caller caller, ProjectName project, string secret, ProjectSecrets secrets, CancellationToken cancellation)
    {
        await secrets.RemoveAsync(caller, project, secret, cancellation);
        return TypedResults.NoContent();
    }
}
