using Athanor.Objects.Door;
using Athanor.Tracking.Artifacts;
using Microsoft.AspNetCore.Http;

namespace Athanor.Tracking.Api.Artifacts;

/// <summary>A request whose address says which file it is about, and whose body, if there is one, is that file.</summary>
internal sealed record ArtifactRequest(PersonalDoor Door, string Project, ArtifactPath Path, HttpRequest Http)
{
    public string Actor => Door.Caller.Actor;
    public CancellationToken Cancellation => Http.HttpContext.RequestAborted;

    /// <summary>Routes bind a parameter of this type once the project is known to be open to the caller.</summary>
    public static async ValueTask<ArtifactRequest> BindAsync(HttpContext context)
    {
        var project = await MlflowRequest.ChooseProjectAsync(context);
        return new((await PersonalDoor.BindAsync(context))!, project, ArtifactPath.Parse(context.Request.RouteValues["path"] as string), context.Request);
    }
}
