using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Athanor.Tracking.Api.Registry;

/// <summary>The registry's endpoints: MLflow's, and our own beside them.</summary>
internal static class RegistryRoutes
{
    private static readonly string Reads = InProject(TrackingPermissions.Read);
    private static readonly string Manages = InProject(TrackingPermissions.ManageModels);
    private static readonly string Promotes = InProject(TrackingPermissions.PromoteModels);

    public static void MapMlflow(RouteGroupBuilder api)
    {
        api.MapPost("/registered-models/create", RegisteredModelApi.CreateAsync).Demands(TrackingPermissions.WriteModels);
        api.MapPost("/registered-models/rename", RegisteredModelApi.RenameAsync).Demands(TrackingPermissions.WriteModels);
        api.MapPatch("/registered-models/update", RegisteredModelApi.UpdateAsync).Demands(TrackingPermissions.WriteModels);
        api.MapDelete("/registered-models/delete", RegisteredModelApi.DeleteAsync).Demands(TrackingPermissions.WriteModels);
        api.MapGet("/registered-models/get", RegisteredModelApi.GetAsync).Demands(TrackingPermissions.Read);
        api.MapGet("/registered-models/search", RegisteredModelApi.SearchAsync).Demands(TrackingPermissions.Read);
        api.MapGet("/registered-models/get-latest-versions", RegisteredModelApi.ListLatestAsync).Demands(TrackingPermissions.Read);
        api.MapPost("/registered-models/get-latest-versions", RegisteredModelApi.ListLatestAsync).Demands(TrackingPermissions.Read);
        api.MapPost("/registered-models/set-tag", RegisteredModelApi.SetTagAsync).Demands(TrackingPermissions.WriteModels);
        api.MapDelete("/registered-models/delete-tag", RegisteredModelApi.DeleteTagAsync).Demands(TrackingPermissions.WriteModels);
        api.MapPost("/registered-models/alias", RegisteredModelApi.SetAliasAsync).Demands(TrackingPermissions.PromoteModels);
        api.MapDelete("/registered-models/alias", RegisteredModelApi.DeleteAliasAsync).Demands(TrackingPermissions.PromoteModels);
        api.MapGet("/registered-models/alias", RegisteredModelApi.GetByAliasAsync).Demands(TrackingPermissions.Read);

        api.MapPost("/model-versions/create", ModelVersionApi.CreateAsync).Demands(TrackingPermissions.WriteModels);
        api.MapPatch("/model-versions/update", ModelVersionApi.UpdateAsync).Demands(TrackingPermissions.WriteModels);
        api.MapPost("/model-versions/transition-stage", ModelVersionApi.TransitionAsync).Demands(TrackingPermissions.PromoteModels);
        api.MapDelete("/model-versions/delete", ModelVersionApi.DeleteAsync).Demands(TrackingPermissions.WriteModels);
        api.MapGet("/model-versions/get", ModelVersionApi.GetAsync).Demands(TrackingPermissions.Read);
        api.MapGet("/model-versions/search", ModelVersionApi.SearchAsync).Demands(TrackingPermissions.Read);
        api.MapGet("/model-versions/get-download-uri", ModelVersionApi.GetDownloadUriAsync).Demands(TrackingPermissions.Read);
        api.MapPost("/model-versions/set-tag", ModelVersionApi.SetTagAsync).Demands(TrackingPermissions.WriteModels);
        api.MapDelete("/model-versions/delete-tag", ModelVersionApi.DeleteTagAsync).Demands(TrackingPermissions.WriteModels);
    }

    public static void MapOwn(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/signing-keys/models", ModelsApi.GetSigningKeyAsync).AnyCaller("It checks signatures and opens nothing.").WithTags("models");
        var api = routes.MapGroup("/api/v1/models").WithTags("models");
        api.MapGet("", ModelsApi.ListAsync).AnyCaller(Reads);
        api.MapGet("/{model}", ModelsApi.GetAsync).AnyCaller(Reads);
        api.MapGet("/{model}/versions", ModelsApi.ListVersionsAsync).AnyCaller(Reads);
        api.MapGet("/{model}/versions/{reference}", ModelsApi.GetVersionAsync).AnyCaller(Reads);
        api.MapGet("/{model}/versions/{reference}/manifest", ModelFilesApi.GetManifestAsync).AnyCaller(Reads);
        api.MapPost("/{model}/versions/{reference}/verify", ModelFilesApi.VerifyAsync).AnyCaller(Reads);
        api.MapGet("/{model}/versions/{reference}/files", ModelFilesApi.ListAsync).AnyCaller(Reads);
        api.MapGet("/{model}/versions/{reference}/files/{**path}", ModelFilesApi.OpenAsync).AnyCaller(Reads).Produces<string>(StatusCodes.Status200OK, "application/octet-stream");
        api.MapPost("/{model}/versions/{version}/approvals", PromotionApi.ApproveAsync).AnyCaller(InProject(TrackingPermissions.ApproveModels));
        api.MapPost("/{model}/promotions", PromotionApi.PromoteAsync).AnyCaller(Promotes);
        api.MapPost("/{model}/rollbacks", PromotionApi.RollBackAsync).AnyCaller(Promotes);
        api.MapPut("/{model}/gates/{target}", PromotionApi.SetGateAsync).AnyCaller(Manages);
        api.MapDelete("/{model}/gates/{target}", PromotionApi.RemoveGateAsync).AnyCaller(Manages);
    }

    private static string InProject(Permission permission) => $"It takes {permission.Name} in the project of the request.";
}
