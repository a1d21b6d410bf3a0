using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Policies;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Operations;

/// <summary>Object lock: whether a bucket has it and with which default, and the retention and the legal hold of each version.</summary>
internal static class ObjectLocking
{
    public static Task GetConfigurationAsync(S3Request request)
    {
        var configuration = request.Bucket.Lock ?? throw new S3Exception(S3Errors.ObjectLockNotFound.With("BucketName", request.Bucket.Name));
        return S3Answers.XmlAsync(request.Context, configuration.Write);
    }

    public static async Task PutConfigurationAsync(S3Request request)
    {
        var configuration = ObjectLockConfiguration.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        if (!await request.Buckets.SetLockAsync(request.Caller.Actor, request.Bucket, configuration, request.Cancellation))
            throw new S3Exception(S3Errors.InvalidBucketState.Because("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"));
    }

    public static async Task GetRetentionAsync(S3Request request)
    {
        var held = (await FindAsync(request)).Headers.Lock;
        if (held?.Mode is null) throw new S3Exception(S3Errors.NoSuchObjectLock.With("Key", request.Key));
        await S3Answers.XmlAsync(request.Context, new Retention(held.Mode, held.RetainUntil).Write);
    }

    public static async Task PutRetentionAsync(S3Request request)
    {
        DemandLocking(request);
        var asked = Retention.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        if (asked.Until <= request.Clock.GetUtcNow()) throw new S3Exception(S3Errors.InvalidArgument.Because("The retain until date must be in the future!"));
        request.AskedLock = new() { Mode = asked.Mode, RetainUntil = asked.Until };
        await DemandAsync(request);

        var isBypassing = await LockHeaders.BypassesGovernanceAsync(request, request.ObjectKey!, request.NamedVersion);
        Require(request, await Locks(request).SetRetentionAsync(request.Caller.Actor, request.Bucket, request.Key, request.VersionId, asked, isBypassing, request.Cancellation));
    }

    public static async Task GetLegalHoldAsync(S3Request request)
    {
        var held = (await FindAsync(request)).Headers.Lock ?? throw new S3Exception(S3Errors.NoSuchObjectLock.With("Key", request.Key));
        await S3Answers.XmlAsync(request.Context, new LegalHold(held.IsHeld).Write);
    }

    public static async Task PutLegalHoldAsync(S3Request request)
    {
        DemandLocking(request);
        var asked = LegalHold.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        request.AskedLock = new() { IsHeld = asked.IsOn };
        await DemandAsync(request);
        Require(request, await Locks(request).SetLegalHoldAsync(request.Caller.Actor, request.Bucket, request.Key, request.VersionId, asked.IsOn, request.Cancellation));
    }

    private static ObjectLocks Locks(S3Request request) => request.Context.RequestServices.GetRequiredService<ObjectLocks>();

    private static void DemandLocking(S3Request request)
    {
        if (request.Bucket.Lock is null) throw LockHeaders.MissingConfiguration;
    }

    // A policy may look at what the body asks for, so the door could not ask before it was read.
    private static async ValueTask DemandAsync(S3Request request)
    {
        if (!request.Known.Rules.AreSilent) await request.Admission.DemandAsync(request, [S3Actions.Of(request.Operation.Name, request.NamedVersion is not null)]);
    }

    private static async Task<StoredObject> FindAsync(S3Request request)
    {
        DemandLocking(request);
        var stored = await request.Objects.FindAsync(request.Bucket, request.Key, request.VersionId, request.Cancellation);
        if (stored is null) throw Missing(request);
        return stored.IsMarker ? throw new S3Exception(S3Errors.MethodNotAllowed.With("Method", request.Context.Request.Method)) : stored;
    }

    private static void Require(S3Request request, LockOutcome outcome)
    {
        if (outcome == LockOutcome.NoSuchVersion) throw Missing(request);
        if (outcome == LockOutcome.IsMarker) throw new S3Exception(S3Errors.MethodNotAllowed.With("Method", request.Context.Request.Method));
        if (outcome == LockOutcome.Refused) throw new S3Exception(S3Errors.ObjectLocked);
    }

    private static S3Exception Missing(S3Request request) => new((request.VersionId is null ? S3Errors.NoSuchKey : S3Errors.NoSuchVersion).With("Key", request.Key));
}
