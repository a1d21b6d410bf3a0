using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Registry;
using Athanor.Tracking.Registry.Gates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Tracking.Api.Registry;

/// <summary>Gates, approvals, and moving aliases and stages with a reason.</summary>
internal static class PromotionApi
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record GateBody(IReadOnlyList<string>? Metrics, IReadOnlyList<string>? Tags, int? Approvals, string? Role);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ApprovalBody(string For, string Reason);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record PromotionBody(string Version, string? Alias, string? Stage, bool? ArchiveOthers, string Reason);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record RollbackBody(string Alias, string Reason);

    public static async Task<Ok<Gate>> SetGateAsync(Caller caller, string model, string target, string? project, [FromBody] GateBody body, ProjectChoice projects, ModelGates gates, CancellationToken cancellation)
    {
        var chosen = await projects.ChooseAsync(caller, TrackingPermissions.ManageModels, project, cancellation);
        var gate = new Gate(target) { Metrics = body.Metrics ?? [], Tags = body.Tags ?? [], Approvals = body.Approvals ?? 0, Role = body.Role ?? RoleNames.NameOf(TrackingPermissions.ApproveModels.LeastRole) };
        return TypedResults.Ok(await gates.SetAsync(caller.Actor, chosen, model, gate, cancellation));
    }

    public static async Task<NoContent> RemoveGateAsync(Caller caller, string model, string target, string? project, ProjectChoice projects, ModelGates gates, CancellationToken cancellation)
    {
        await gates.RemoveAsync(caller.Actor, await projects.ChooseAsync(caller, TrackingPermissions.ManageModels, project, cancellation), model, target, cancellation);
        return TypedResults.NoContent();
    }

    public static async Task<Ok<ApprovalView>> ApproveAsync(Caller caller, string model, string version, string? project, [FromBody] ApprovalBody body, ProjectChoice projects, ModelGates gates, CancellationToken cancellation)
    {
        var chosen = await projects.ChooseAsync(caller, TrackingPermissions.ApproveModels, project, cancellation);
        return TypedResults.Ok(ApprovalView.Of(await gates.ApproveAsync(caller, chosen, model, version, body.For, body.Reason, cancellation)));
    }

    public static async Task<Ok<VersionView>> PromoteAsync(
        Caller caller, string model, string? project, [FromBody] PromotionBody body, ProjectChoice projects, ModelPromotion promotion, ModelVersions versions, CancellationToken cancellation)
    {
        var chosen = await projects.ChooseAsync(caller, TrackingPermissions.PromoteModels, project, cancellation);
        RegistryRules.CheckReason(body.Reason);
        switch (body.Alias, body.Stage)
        {
            case ({ } alias, null) when body.ArchiveOthers is null:
                await promotion.SetAliasAsync(caller.Actor, chosen, model, alias, body.Version, body.Reason, cancellation);
                break;
            case (null, { } stage):
                await promotion.TransitionAsync(caller.Actor, chosen, model, body.Version, stage, body.ArchiveOthers ?? false, body.Reason, cancellation);
                break;
            default:
                throw new ProblemException(RegistryProblems.AliasOrStage);
        }
        return TypedResults.Ok(VersionView.Of(await versions.GetAsync(chosen, model, body.Version, cancellation)));
    }

    public static async Task<Ok<VersionView>> RollBackAsync(Caller caller, string model, string? project, [FromBody] RollbackBody body, ProjectChoice projects, ModelPromotion promotion, CancellationToken cancellation)
    {
        var chosen = await projects.ChooseAsync(caller, TrackingPermissions.PromoteModels, project, cancellation);
        return TypedResults.Ok(VersionView.Of(await promotion.RollBackAsync(caller.Actor, chosen, model, body.Alias, body.Reason, cancellation)));
    }
}
