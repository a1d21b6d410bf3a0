using Athanor.Access.Authorization;
using Athanor.Objects.Forms;
using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Signing;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Door;

/// <summary>A request of a known sender, with what its operation needs.</summary>
internal sealed class S3Request(HttpContext context, S3Operation operation, RequestAddress address, Caller caller, KnownBucket? bucket, PayloadDeclaration payload, ChunkSignatures? chunks)
{
    public HttpContext Context { get; } = context;
    public S3Operation Operation { get; } = operation;
    public Caller Caller { get; } = caller;
    /// <summary>The form that the request is, where it is one.</summary>
    public PostForm? Form { get; init; }

    /// <summary>The lock that its body asks for, for policies to look at; what headers ask for they see anyway.</summary>
    public ObjectLock? AskedLock { get; set; }

    public PayloadDeclaration Payload { get; } = payload;
    public ChunkSignatures? Chunks { get; } = chunks;
    public BucketName BucketName => address.Bucket!;

    /// <summary>The bucket that is there; only the operation that creates one does without.</summary>
    public Bucket Bucket => Known.Bucket;

    public KnownBucket Known => bucket ?? throw new S3Exception(S3Errors.NoSuchBucket.With("BucketName", BucketName.Value));

    public bool HasBucket => bucket is not null;
    public ObjectKey? ObjectKey => address.Key;
    public string Key => address.Key!.Value;
    public IHeaderDictionary Headers => Context.Request.Headers;
    public HttpResponse Response => Context.Response;
    public CancellationToken Cancellation => Context.RequestAborted;
    public ObjectStore Objects => Context.RequestServices.GetRequiredService<ObjectStore>();
    public BucketDirectory Buckets => Context.RequestServices.GetRequiredService<BucketDirectory>();
    public Admission Admission => Context.RequestServices.GetRequiredService<Admission>();
    public TimeProvider Clock => Context.RequestServices.GetRequiredService<TimeProvider>();
    public MultipartUploads Uploads => Context.RequestServices.GetRequiredService<MultipartUploads>();

    /// <summary>A query parameter, or "" where it was not sent.</summary>
    public string Parameter(string name) => Context.Request.Query[name].ToString();

    public string? Header(string name) => Headers[name] is [{ Length: > 0 } value] ? value : null;

    public int Number(string name, int unlessSent, int minimum, int maximum)
    {
        var text = Parameter(name);
        if (text.Length == 0) return unlessSent;
        return int.TryParse(text, out var number) && number >= minimum
            ? Math.Min(number, maximum)
            : throw new S3Exception(S3Errors.InvalidArgument.Because($"Provided {name} not an integer or within integer range").With("ArgumentName", name).With("ArgumentValue", text));
    }

    /// <summary>The version that the request names, or null.</summary>
    public string? VersionId => Context.Request.Query.ContainsKey("versionId")
        ? Parameter("versionId") is { Length: > 0 } version ? version : throw new S3Exception(S3Errors.InvalidArgument.Because("Version id cannot be the empty string"))
        : null;

    /// <summary>The version whose own permission is needed: parameters of operations that know no versions do not count.</summary>
    public string? NamedVersion => ObjectKey is null || Parameter("versionId") is not { Length: > 0 } version ? null : version;

    public async Task<MultipartUpload> UploadAsync() =>
        await Uploads.FindAsync(Bucket, Key, Parameter("uploadId"), Cancellation) ?? throw new S3Exception(S3Errors.NoSuchUpload.With("UploadId", Parameter("uploadId")));
}
