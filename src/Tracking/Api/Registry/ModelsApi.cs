using System.Globalization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Paging;
using Athanor.Tracking.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Tracking.Api.Registry;

/// <summary>Models and versions, looked at through our own API.</summary>
internal static class ModelsApi
{
    private const int ShownChanges = 100;

    public sealed record SigningKey(string Key, string Algorithm, string PublicKey);

    public static async Task<Ok<Page<ModelView>>> ListAsync(Caller caller, string? project, string? filter, string? after, int? limit, ProjectChoice projects, ModelRegistry models, CancellationToken cancellation)
    {
        var chosen = await projects.ChooseAsync(caller, TrackingPermissions.Read, project, cancellation);
        var page = await models.SearchAsync(chosen, new() { Filter = filter ?? "", Limit = Pages.SizeOf(limit), PageToken = after }, cancellation);
        return TypedResults.Ok(new Page<ModelView>([.. page.Items.Select(ModelView.Of)], page.Next));
    }

    public static async Task<Ok<ModelView>> GetAsync(Caller caller, string model, string? project, ProjectChoice projects, ModelRegistry models, ModelGates gates, ModelPromotion promotion, CancellationToken cancellation)
    {
        var chosen = await projects.ChooseAsync(caller, TrackingPermissions.Read, project, cancellation);
        var view = ModelView.Of(await models.GetAsync(chosen, model, cancellation));
        return TypedResults.Ok(view with
        {
            Gates = await gates.ListAsync(chosen, model, cancellation),
            History = [.. (await promotion.ListChangesAsync(chosen, model, null, ShownChanges, cancellation)).Select(AliasChangeView.Of)],
        });
    }

    public static async Task<Ok<Page<VersionView>>> ListVersionsAsync(Caller caller, string model, string? project, string? after, int? limit, ProjectChoice projects, ModelVersions versions, CancellationToken cancellation)
    {
        var chosen = await projects.ChooseAsync(caller, TrackingPermissions.Read, project, cancellation);
        var (below, size) = (after is null or "" ? long.MaxValue : RegistryRules.ParseVersion(after), Pages.SizeOf(limit));
        var found = await versions.ListAsync(chosen, model, below, size + 1, cancellation);
        return TypedResults.Ok(Pages.Cut<VersionView>([.. found.Select(VersionView.Of)], size, version => version.Version.ToString(CultureInfo.InvariantCulture)));
    }

    public static async Task<Ok<VersionView>> GetVersionAsync(Caller caller, string model, string reference, string? project, ProjectChoice projects, ModelVersions versions, ModelFiles files, ModelGates gates, CancellationToken cancellation)
    {
        var chosen = await projects.ChooseAsync(caller, TrackingPermissions.Read, project, cancellation);
        var version = await versions.ResolveAsync(chosen, model, reference, cancellation);
        return TypedResults.Ok(VersionView.Of(version) with
        {
            IsSigned = await files.FindManifestAsync(version, cancellation) is not null,
            Lineage = await versions.GetLineageAsync(version, cancellation),
            Gates = await gates.ExamineAsync(version, cancellation),
            Approvals = [.. (await gates.ListApprovalsAsync(version, cancellation)).Select(ApprovalView.Of)],
        });
    }

    public static async Task<Ok<SigningKey>> GetSigningKeyAsync(ModelFiles files, CancellationToken cancellation)
    {
        var (key, publicKey) = await files.GetPublicKeyAsync(cancellation);
        return TypedResults.Ok(new SigningKey(key, Athanor.Tracking.Registry.Signing.ModelSigner.Algorithm, publicKey));
    }
}
