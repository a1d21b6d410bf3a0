using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Operations;

internal static class CreateBucket
{
    private const string ProjectHeader = "x-athanor-project";

    public static async Task HandleAsync(S3Request request)
    {
        var hasObjectLock = "true".Equals(request.Header("x-amz-bucket-object-lock-enabled"), StringComparison.OrdinalIgnoreCase);
        var settings = SettingsOf(request);
        if (CreateBucketConfiguration.Read(await RequestDocument.ReadAsync(request)).OrThrow() is { Tags.Tags.Count: > 0 } asked) settings[Tagging.Kind] = Tagging.Serialize(asked.Tags.ToDictionary());

        var project = request.Header(ProjectHeader) ?? ProjectOf(request.Caller);
        if (!Authorizer.Allows(request.Caller, ObjectsPermissions.Manage, project)) throw new S3Exception(S3Errors.AccessDenied);
        await DemandProjectAsync(request, project);
        var (present, isNew) = await request.Buckets.CreateAsync(request.Caller.Actor, request.BucketName.Value, project, settings, hasObjectLock, request.Cancellation);
        if (!isNew) throw new S3Exception(ErrorFor(request.Caller, present).With("BucketName", present.Name));
        request.Response.Headers.Location = $"/{request.BucketName.Value}";
    }

    private static async Task DemandProjectAsync(S3Request request, string project)
    {
        var directory = request.Context.RequestServices.GetRequiredService<AccessDirectory>();
        if (!ProjectName.TryParse(project, out var name) || !await directory.HasProjectAsync(name, request.Cancellation))
            throw new S3Exception(S3Errors.InvalidArgument.Because("There is no such project").With("ArgumentName", ProjectHeader).With("ArgumentValue", project));
    }

    private static S3Error ErrorFor(Caller caller, Bucket present) =>
        Authorizer.Allows(caller, ObjectsPermissions.Manage, present.Project) ? S3Errors.BucketAlreadyOwnedByYou : S3Errors.BucketAlreadyExists;

    // A new bucket is shut to the public, so a list that opens it never fits.
    private static Dictionary<string, string> SettingsOf(S3Request request)
    {
        AclReading.RefuseGrants(request);
        var settings = BucketRules.OfNewBucket.ToDictionary();
        var ownership = BucketRules.OwnerEnforced;
        if (request.Header("x-amz-object-ownership") is { } sent)
        {
            var controls = OwnershipControls.TryParse(sent) ?? throw new S3Exception(S3Errors.InvalidArgument.Because("Invalid x-amz-object-ownership header").With("ArgumentName", "x-amz-object-ownership").With("ArgumentValue", sent));
            ownership = controls.ObjectOwnership;
            settings[BucketRules.OwnershipKind] = Documents.TextOf(controls.Write);
        }
        if (request.Header("x-amz-acl") is { } name && AclReading.ReadForBucket(name).IsPublic)
            throw new S3Exception(ownership == BucketRules.OwnerEnforced ? S3Errors.InvalidBucketAclWithObjectOwnership : S3Errors.InvalidBucketAclWithBlockPublicAccess);
        return settings;
    }

    // S3 knows no projects: a client that names none means the only one in which its key may make buckets, or else the default one.
    private static string ProjectOf(Caller caller)
    {
        var projects = Authorizer.ProjectsAllowing(caller, ObjectsPermissions.Manage);
        return projects is { Count: 1 } ? projects.Single() : AccessDirectory.DefaultProject;
    }
}
