using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Policies;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Door;

/// <summary>What the headers of a request say of object lock, and what an answer says of it.</summary>
internal static class LockHeaders
{
    public const string Mode = "x-amz-object-lock-mode";
    public const string RetainUntil = "x-amz-object-lock-retain-until-date";
    public const string LegalHold = "x-amz-object-lock-legal-hold";

    private const string Bypass = "x-amz-bypass-governance-retention";

    /// <summary>The lock that the request wants for what it stores; null where it names none.</summary>
    public static ObjectLock? Read(S3Request request)
    {
        var asked = Parse(request);
        if (asked is null) return null;
        if (request.Bucket.Lock is null) throw MissingConfiguration;
        return asked.RetainUntil is { } until && until <= request.Clock.GetUtcNow() ? throw Invalid("The retain until date must be in the future!", RetainUntil) : asked;
    }

    /// <summary>As the headers say it, whether such a lock can be had or not.</summary>
    public static ObjectLock? Parse(S3Request request)
    {
        var (mode, until, hold) = (request.Header(Mode), request.Header(RetainUntil), request.Header(LegalHold));
        if (mode is null && until is null && hold is null) return null;
        if (mode is null != until is null) throw Invalid($"{RetainUntil} and {Mode} must both be supplied", mode is null ? Mode : RetainUntil);

        var isHeld = hold is not null && (Wire.Documents.LegalHold.TryParse(hold) ?? throw Invalid("Legal Hold must be either of 'ON' or 'OFF'", LegalHold)).IsOn;
        if (mode is null) return new() { IsHeld = isHeld };
        return new()
        {
            Mode = RetentionModes.TryParse(mode) ?? throw Invalid("Unknown wormMode directive.", Mode),
            RetainUntil = Iso8601.TryParse(until, out var moment) ? moment : throw Invalid("The retain until date must be provided in ISO 8601 format", RetainUntil),
            IsHeld = isHeld,
        };
    }

    public static S3Exception MissingConfiguration => new(S3Errors.InvalidRequest.Because("Bucket is missing Object Lock Configuration"));

    /// <summary>What will be locked for years must be what the client meant to send, so its checksum has to come with it.</summary>
    public static void DemandChecksum(S3Request request, bool isLocked, string what)
    {
        if (!isLocked && request.Bucket.Lock?.Mode is null) return;
        if (request.Header("Content-MD5") is not null || request.Header("x-amz-sdk-checksum-algorithm") is not null) return;
        if (request.Headers.Keys.Any(name => name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase))) return;
        if (request.Header("x-amz-trailer")?.Contains("x-amz-checksum-", StringComparison.OrdinalIgnoreCase) is true) return;
        throw new S3Exception(S3Errors.InvalidRequest.Because($"Content-MD5 OR x-amz-checksum- HTTP header is required for {what} requests with Object Lock parameters"));
    }

    /// <summary>Whether the request asks to bypass governance and its sender may. Who may not is treated as if it had not asked.</summary>
    public static async ValueTask<bool> BypassesGovernanceAsync(S3Request request, ObjectKey key, string? version) =>
        "true".Equals(request.Header(Bypass), StringComparison.OrdinalIgnoreCase)
        && await request.Admission.AllowsAsync(request, request.Known, ObjectsPermissions.Manage, S3Actions.BypassGovernanceRetention, key, version);

    /// <summary>Tells of the lock of an object that is read, each part to who may know it.</summary>
    public static async ValueTask DescribeAsync(S3Request request, StoredObject stored)
    {
        if (stored.Headers.Lock is not { } held) return;
        var headers = request.Response.Headers;
        if (held.Mode is { } mode && await MayKnowAsync(request, "s3:GetObjectRetention"))
        {
            headers[Mode] = RetentionModes.NameOf(mode);
            headers[RetainUntil] = Iso8601.Format(held.RetainUntil!.Value);
        }
        if (held.IsHeld && await MayKnowAsync(request, "s3:GetObjectLegalHold")) headers[LegalHold] = "ON";
    }

    private static ValueTask<bool> MayKnowAsync(S3Request request, string action) =>
        request.Admission.AllowsAsync(request, request.Known, ObjectsPermissions.Read, action, request.ObjectKey, request.NamedVersion);

    private static S3Exception Invalid(string reason, string header) => new(S3Errors.InvalidArgument.Because(reason).With("ArgumentName", header));
}
