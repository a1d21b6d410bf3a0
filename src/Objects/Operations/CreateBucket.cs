using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Operations;

internal static class CreateBucket
{
    private const string ProjectHeader = "x-athanor-project";

    public static async Task HandleAsync(S3Request request)
    {
        var hasObjectLock = "true".Equals(request.Header("x-amz-bucket-object-lock-enabled"), StringComparison.OrdinalIgnoreCase);
        var settings = SettingsOf(request);
        if (request.Context.Request.ContentLength > 0) CreateBucketConfiguration.Read(await RequestDocument.ReadAsync(request)).OrThrow();

        var project = request.Header(ProjectHeader) ?? ProjectOf(request.Caller);
        if (!Authorizer.Allows(request.Caller, ObjectsPermissions.Manage, project)) throw new S3Exception(S3Errors.AccessDenied);
        var (_, isNew) = await request.Buckets.CreateAsync(request.Caller.Actor, request.BucketName.Value, project, settings, hasObjectLock, request.Cancellation);
        if (!isNew) throw new S3Exception(S3Errors.BucketAlreadyOwnedByYou.With("BucketName", request.BucketName.Value));
        request.Response.Headers.Location = $"/{request.BucketName.Value}";
    }

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
