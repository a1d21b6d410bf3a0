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
        if (request.Header("x-amz-bucket-object-lock-enabled") is "true") throw new S3Exception(S3Error.NotImplemented("x-amz-bucket-object-lock-enabled"));
        if (request.Header("x-amz-acl") is { } acl && acl != "private") throw new S3Exception(S3Error.NotImplemented($"x-amz-acl: {acl}"));
        if (request.Context.Request.ContentLength > 0) CreateBucketConfiguration.Read(await RequestDocument.ReadAsync(request)).OrThrow();

        var project = request.Header(ProjectHeader) ?? ProjectOf(request.Caller);
        if (!Authorizer.Allows(request.Caller, ObjectsPermissions.Manage, project)) throw new S3Exception(S3Errors.AccessDenied);
        var (_, isNew) = await request.Buckets.CreateAsync(request.Caller.Actor, request.BucketName.Value, project, request.Cancellation);
        if (!isNew) throw new S3Exception(S3Errors.BucketAlreadyOwnedByYou.With("BucketName", request.BucketName.Value));
        request.Response.Headers.Location = $"/{request.BucketName.Value}";
    }

    // S3 knows no projects: a client that names none means the only one in which its key may make buckets, or else the default one.
    private static string ProjectOf(Caller caller)
    {
        var projects = Authorizer.ProjectsAllowing(caller, ObjectsPermissions.Manage);
        return projects is { Count: 1 } ? projects.Single() : AccessDirectory.DefaultProject;
    }
}
