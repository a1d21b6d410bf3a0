using System.Globalization;
using System.IO.Pipelines;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Objects.Blobs;
using Athanor.Objects.Lifecycle;
using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Policies;
using Athanor.Objects.Signing;
using Athanor.Objects.Usage;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Door;

/// <summary>
/// The S3 door for somebody whom another door has admitted, such as a person with a session of the console: the same operations under the
/// same permissions, asked without a signature. What S3 would refuse is a problem.
/// </summary>
public sealed class PersonalDoor
{
    private readonly HttpContext _asker;
    private readonly Caller _caller;

    private PersonalDoor(HttpContext asker, Caller caller) => (_asker, _caller) = (asker, caller);

    public Caller Caller => _caller;

    private BucketDirectory Buckets => Find<BucketDirectory>();
    private Admission Admission => Find<Admission>();
    private ObjectStore Objects => Find<ObjectStore>();
    private CancellationToken Cancellation => _asker.RequestAborted;

    /// <summary>Minimal APIs bind a parameter of this type to the caller of the request.</summary>
    public static ValueTask<PersonalDoor?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<Caller>() is { } caller ? new PersonalDoor(context, caller) : null);

    /// <summary>The bucket, where this may be done to it.</summary>
    public Task<Bucket> DemandAsync(PersonalRequest asked) => AskAsync(asked, request => Task.FromResult(request.Bucket));

    public async Task<bool> MayAsync(PersonalRequest asked)
    {
        var request = await OpenAsync(asked);
        var action = S3Actions.Find(asked.Operation, request.NamedVersion is not null);
        return request.HasBucket && await Admission.AllowsAsync(request, request.Known, request.Operation.Permission, action, asked.Key, request.NamedVersion);
    }

    public Task DoAsync(PersonalRequest asked) => AskAsync(
        asked,
        async request =>
        {
            await request.Operation.Handle!(request);
            if (request.HasBucket) Find<Traffic>().Note(request.Bucket.Project, request.Bucket.Name, asked.Length ?? 0, 0);
            return true;
        });

    /// <summary>An object or one version of it, whose description may be seen; a delete marker is one that is not there.</summary>
    public Task<(Bucket Bucket, StoredObject Object)> FindAsync(BucketName bucket, ObjectKey key, string? version) => AskAsync(
        new PersonalRequest("HeadObject", bucket, key).OfVersion(version),
        async request => (request.Bucket, await Objects.FindAsync(request.Bucket, key.Value, version, Cancellation) is { IsMarker: false } found
            ? found
            : throw new S3Exception(version is null ? S3Errors.NoSuchKey : S3Errors.NoSuchVersion)));

    /// <summary>The first bytes of an object, or all of them.</summary>
    public Task ReadAsync(Bucket bucket, StoredObject stored, long length, PipeWriter target) => ReadAsync(bucket, stored, 0, Math.Min(length, stored.Size), target);

    public async Task ReadAsync(Bucket bucket, StoredObject stored, long offset, long length, PipeWriter target)
    {
        if (stored.Headers.Encryption is { IsByCustomer: true }) throw new ProblemException(ObjectsProblems.KeptByCustomer);
        try
        {
            await Objects.CopyToAsync(bucket, stored, offset, length, target, Cancellation);
            await target.FlushAsync(Cancellation);
        }
        catch (MissingBlobException missing)
        {
            throw new ProblemException(ObjectsProblems.Replaced, missing);
        }
        catch (DamagedBlobException damaged)
        {
            throw new ProblemException(ObjectsProblems.Damaged, damaged);
        }
        Find<Traffic>().Note(bucket.Project, bucket.Name, 0, length);
        await Find<ReadJournal>().NoteAsync(_caller.Actor, bucket, stored.Key, stored.IsLatest ? null : stored.Version);
    }

    /// <summary>What the bucket says of itself, as far as the caller may see it.</summary>
    public Task<BucketSettings> SettingsAsync(BucketName bucket) => AskAsync(
        new("GetBucketLocation", bucket),
        async request =>
        {
            async Task<bool> SeesAsync(string operation) => await MayAsync(new(operation, bucket));
            var (seesPolicy, seesCors, rules) = (await SeesAsync("GetBucketPolicy"), await SeesAsync("GetBucketCors"), request.Known.Rules);
            var block = rules.PublicAccess;
            return new BucketSettings(request.Bucket)
            {
                PublicAccess = await SeesAsync("GetPublicAccessBlock")
                    ? block is null ? PublicAccess.Open : new(block.BlockPublicAcls, block.IgnorePublicAcls, block.BlockPublicPolicy, block.RestrictPublicBuckets)
                    : null,
                SeesPolicy = seesPolicy,
                Policy = seesPolicy ? rules.PolicyText : null,
                SeesCors = seesCors,
                Cors = seesCors && rules.Cors is { } cors ? Documents.TextOf(cors.Write) : null,
            };
        });

    /// <summary>What a policy would mean if it were the bucket's; one that cannot be read is the problem that storing it would be.</summary>
    public Task<PolicyExplanation> ExplainPolicyAsync(BucketName bucket, ReadOnlyMemory<byte> policy, ObjectKey? sample) => AskAsync(
        new("GetBucketPolicy", bucket),
        request => Task.FromResult(new PolicyExplainer(request.Known, PolicyReader.Read(policy, bucket).OrThrow(), sample, ConnectionOf).Explain()));

    public Task<string?> FindLifecycleAsync(BucketName bucket) => AskAsync(
        new("PutBucketLifecycleConfiguration", bucket), request => Task.FromResult(request.Known.Rules.Lifecycle is { } rules ? Documents.TextOf(rules.Write) : null));

    /// <summary>What lifecycle rules say, and would do to the bucket now; it names objects, so it takes what setting them takes.</summary>
    public Task<LifecycleExplanation> ExplainLifecycleAsync(BucketName bucket, ReadOnlyMemory<byte> rules) => AskAsync(
        new("PutBucketLifecycleConfiguration", bucket),
        async request =>
        {
            var configuration = LifecycleConfiguration.Read(rules).OrThrow();
            return new LifecycleExplanation([.. configuration.Rules.Select(LifecycleWords.Of)], await Find<ObjectLifecycle>().PreviewAsync(request.Bucket, configuration, Cancellation));
        });

    /// <summary>An address that lets whoever holds it read one object for a while, as the caller's own key would; null where it cannot be made here.</summary>
    public async Task<Uri?> ShareAsync(BucketName bucket, ObjectKey key, string? version, TimeSpan lifetime)
    {
        await DemandAsync(new PersonalRequest("GetObject", bucket, key).OfVersion(version));
        return await SignedAddresses.FindAsync(_asker, _caller) is { } addresses ? addresses.Sign("GET", bucket, key, version is null ? [] : [new("versionId", version)], lifetime) : null;
    }

    /// <summary>Addresses to which the parts of an upload can be sent, the first of them first; null where they cannot be made here.</summary>
    public async Task<IReadOnlyList<Uri>?> SharePartsAsync(BucketName bucket, ObjectKey key, string upload, int count, TimeSpan lifetime)
    {
        await DemandAsync(new("UploadPart", bucket, key));
        if (await SignedAddresses.FindAsync(_asker, _caller) is not { } addresses) return null;
        return [.. Enumerable.Range(1, count).Select(number => addresses.Sign("PUT", bucket, key, [new("partNumber", $"{number}"), new("uploadId", upload)], lifetime))];
    }

    /// <summary>Counts bytes that another door took into a bucket.</summary>
    public void NoteReceived(Bucket bucket, long bytes) => Find<Traffic>().Note(bucket.Project, bucket.Name, bytes, 0);

    private async Task<T> AskAsync<T>(PersonalRequest asked, Func<S3Request, Task<T>> answer)
    {
        S3Request? request = null;
        try
        {
            request = await OpenAsync(asked);
            await Admission.DemandAsync(request);
            return await answer(request);
        }
        catch (S3Exception refusal)
        {
            var error = request is { HasBucket: true } ? await Admission.ConcealAsync(request, refusal.Error) : refusal.Error;
            throw new ProblemException(ObjectsProblems.Refused(error), refusal);
        }
    }

    private async Task<S3Request> OpenAsync(PersonalRequest asked)
    {
        var operation = S3Operations.All.First(operation => operation.Name == asked.Operation && operation.Handle is not null);
        var known = await Buckets.FindKnownAsync(asked.Bucket.Value, Cancellation);
        return new(ContextOf(asked, operation.Method), operation, new(asked.Bucket, asked.Key), _caller, known, PayloadDeclaration.Unsigned, chunks: null);
    }

    // A request of its own: what the browser said of the page or the form is not said of the object.
    private DefaultHttpContext ContextOf(PersonalRequest asked, string method)
    {
        var context = new DefaultHttpContext { RequestServices = _asker.RequestServices, RequestAborted = Cancellation };
        context.Connection.RemoteIpAddress = _asker.Connection.RemoteIpAddress;
        if (_asker.Features.Get<ITlsHandshakeFeature>() is { } tls) context.Features.Set(tls);
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.Body, request.ContentLength) = (method, _asker.Request.Scheme, _asker.Request.Host, asked.Content, asked.Length);
        request.QueryString = QueryString.Create(asked.Parameters.Select(parameter => new KeyValuePair<string, string?>(parameter.Key, parameter.Value)));
        request.Headers.UserAgent = _asker.Request.Headers.UserAgent;
        foreach (var (name, value) in asked.Headers) request.Headers[name] = value;
        return context;
    }

    private void ConnectionOf(PolicyContext context)
    {
        var now = Find<TimeProvider>().GetUtcNow();
        context
            .With(ConditionKeys.SecureTransport, _asker.Request.IsHttps ? "true" : "false")
            .With(ConditionKeys.CurrentTime, Iso8601.Format(now))
            .With(ConditionKeys.EpochTime, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (_asker.Connection.RemoteIpAddress is { } address) context.With(ConditionKeys.SourceIp, (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
    }

    private T Find<T>()
        where T : notnull => _asker.RequestServices.GetRequiredService<T>();
}
