using Athanor.Access.Authorization;
using Athanor.Objects.Names;
using Athanor.Objects.Policies;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Door;

/// <summary>
/// Who may do what to a bucket and what is in it: what the bucket says itself and the roles of its project, put to the one authorizer.
/// A bucket that says nothing costs no more than a look at the roles.
/// </summary>
internal sealed class Admission(AccessDecisions decisions, ObjectStore objects, TimeProvider clock)
{
    // "The root user in the bucket owner's account can perform the GetBucketPolicy, PutBucketPolicy, and DeleteBucketPolicy API actions,
    // even if their bucket policy explicitly denies the root user's access." Here, the administrators are that user.
    private static readonly string[] Recovery = ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

    // What they ask for stands in their bodies, so they ask themselves.
    private static readonly string[] AskingThemselves = ["DeleteObjects", "PutObjectTagging", "PutObjectRetention", "PutObjectLegalHold"];

    /// <summary>Refuses what the request may not do to its own target.</summary>
    public async ValueTask DemandAsync(S3Request request)
    {
        // Listing shows each caller the buckets of its projects; a bucket to be made is asked for in the project it will belong to.
        var (caller, operation) = (request.Caller, request.Operation);
        if (operation.Target == S3Target.Service || operation.Name == "CreateBucket")
        {
            if (caller.IsAnonymous) throw new S3Exception(S3Errors.AccessDenied);
            return;
        }

        // Somebody without a key learns of no bucket whether it is there.
        if (!request.HasBucket && caller.IsAnonymous) throw new S3Exception(S3Errors.AccessDenied);
        if (!request.Known.Rules.AreSilent)
        {
            if (!AskingThemselves.Contains(operation.Name)) await DemandAsync(request, [.. ActionsOf(request)]);
        }
        else if (!decisions.Count(operation.Permission, Authorizer.Decide(caller, operation.Permission, request.Bucket.Project)))
        {
            throw new S3Exception(S3Errors.AccessDenied);
        }
        if (!request.Bucket.IsPlain && S3Operations.NeedsPlainBucket(operation)) throw new S3Exception(S3Error.NotImplemented($"{operation.Name} in a {request.Bucket.Kind}"));
    }

    /// <summary>Refuses unless all of these may be done to the request's own target.</summary>
    public async ValueTask DemandAsync(S3Request request, IReadOnlyList<string?> actions, IEnumerable<KeyValuePair<string, string>>? tags = null)
    {
        foreach (var action in actions)
            if (!await AllowsAsync(request, request.Known, request.Operation.Permission, action, request.ObjectKey, request.NamedVersion, tags)) throw new S3Exception(S3Errors.AccessDenied);
    }

    public async ValueTask<bool> AllowsAsync(
        S3Request request, KnownBucket bucket, Permission permission, string? action, ObjectKey? key, string? version, IEnumerable<KeyValuePair<string, string>>? tags = null)
    {
        var verdict = PolicyVerdict.NotMentioned;
        if (!bucket.Rules.AreSilent && action is not null && !IsRecovery(request.Caller, action, bucket))
        {
            var context = PolicyQuestion.Of(request, bucket.Bucket, action, key, version, tags, clock);
            if (key is not null && bucket.Rules.Policy is { LooksAtExistingTags: true })
                PolicyQuestion.AddExistingTags(context, (await objects.FindAsync(bucket.Bucket, key.Value, version, request.Cancellation))?.Headers.Tags);
            verdict = bucket.Rules.Evaluate(context);
            if (verdict == PolicyVerdict.Allowed && request.Caller.IsAnonymous && IsOwnersAlone(permission, action)) verdict = PolicyVerdict.NotMentioned;
        }
        return decisions.Count(permission, Authorizer.Decide(request.Caller, permission, bucket.Bucket.Project, verdict));
    }

    /// <summary>"If you don't have the s3:ListBucket permission, Amazon S3 returns an HTTP status code 403": who may not list learns of no key whether it is there.</summary>
    public async ValueTask<S3Error> ConcealAsync(S3Request request, S3Error error)
    {
        if (error.Code != S3Errors.NoSuchKey.Code || request.Known.Rules.AreSilent) return error;
        return await AllowsAsync(request, request.Known, ObjectsPermissions.Read, "s3:ListBucket", null, null) ? error : S3Errors.AccessDenied;
    }

    // A policy that allows everything to everybody does not hand the bucket itself to them.
    public static bool IsOwnersAlone(Permission permission, string action) => permission == ObjectsPermissions.Manage || Recovery.Contains(action);

    public static bool IsRecovery(Caller caller, string action, KnownBucket bucket) => Recovery.Contains(action) && caller.RoleIn(bucket.Bucket.Project) >= Role.Admin;

    private static IEnumerable<string?> ActionsOf(S3Request request)
    {
        yield return S3Actions.Find(request.Operation.Name, request.NamedVersion is not null);
        if (request.ObjectKey is null || request.Operation.Permission != ObjectsPermissions.Write) yield break;
        if (request.Header("x-amz-tagging") is not null) yield return "s3:PutObjectTagging";
        if (request.Header(LockHeaders.Mode) is not null) yield return "s3:PutObjectRetention";
        if (request.Header(LockHeaders.LegalHold) is not null) yield return "s3:PutObjectLegalHold";
        if (request.Header("x-amz-acl") is not null) yield return "s3:PutObjectAcl";
    }
}
