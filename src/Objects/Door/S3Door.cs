using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Telemetry;
using Athanor.Objects.Blobs;
using Athanor.Objects.Forms;
using Athanor.Objects.Names;
using Athanor.Objects.Signing;
using Athanor.Objects.Usage;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Door;

/// <summary>The whole way of an S3 request: what it is about, which operation, who signed it, may they, and the answer or the error in S3's own form.</summary>
internal sealed partial class S3Door(
    KnownKeys keys, Authenticator authenticator, BucketDirectory buckets, Admission admission, Traffic traffic, ReadJournal reads, ObjectsOptions options, TimeProvider clock, ILogger<S3Door> logger)
{
    private readonly SigningKeys _signingKeys = new();
    private readonly string[] _domains = options.Domain.Length > 0 ? [options.Domain] : [];

    public async Task AnswerAsync(HttpContext context)
    {
        S3Answers.Identify(context);
        CloseAfterUnaskedAnswer(context);
        S3Request? request = null;
        try
        {
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                await AnswerPreflightAsync(context);
                return;
            }
            request = await ReceiveAsync(context);
            await AdmitAsync(request);
            await request.Operation.Handle!(request);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception failure)
        {
            var error = Explain(context, failure);
            if (request is { HasBucket: true }) error = await admission.ConcealAsync(request, error);
            if (context.Response.HasStarted) context.Abort();
            else await S3Answers.ErrorAsync(context, error);
        }
        if (request is { HasBucket: true }) await CountAsync(request);
    }

    private ValueTask CountAsync(S3Request request)
    {
        var (asked, answer) = (request.Context.Request, request.Response);
        var sent = request.Cancellation.IsCancellationRequested || HttpMethods.IsHead(asked.Method) ? 0 : answer.ContentLength ?? 0;
        traffic.Note(request.Bucket.Project, request.Bucket.Name, asked.ContentLength ?? 0, sent);
        return request.Operation.Name == "GetObject" && answer.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent
            ? reads.NoteAsync(request.Caller.Actor, request.Bucket, request.Key, request.VersionId)
            : ValueTask.CompletedTask;
    }

    /// <summary>
    /// A client that waits for 100 Continue and is answered at once has not sent its body, and nothing tells it and us alike where the
    /// next request begins: botocore, for one, then takes this answer for the next one's, too. So the connection ends with the answer.
    /// </summary>
    private static void CloseAfterUnaskedAnswer(HttpContext context)
    {
        if (context.Request.Headers.Expect.Count == 0 || !HttpProtocol.IsHttp11(context.Request.Protocol)) return;
        context.Response.OnStarting(() =>
        {
            if (context.Request.ContentLength is 0 || context.Response.StatusCode >= StatusCodes.Status300MultipleChoices) context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
    }

    private async Task<S3Request> ReceiveAsync(HttpContext context)
    {
        // Bodies are bounded by their own rules here: 5 GiB for an object or a part, little for a document.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = ObjectsOptions.LargestPart + (1 << 20);
        RefuseTwoLengths(context);
        var (rawTarget, address) = AddressOf(context);
        var operation = S3Operations.Find(context.Request, TargetOf(address)) ?? throw new S3Exception(S3Errors.MethodNotAllowed
            .With("Method", context.Request.Method)
            .WithHeader("Allow", S3Operations.MethodsFor(context.Request, TargetOf(address))));
        context.Features.Set<IRequestOperation>(new RequestOperation(operation.Name));

        var toVerify = new RequestToVerify(context.Request.Method, rawTarget, context.Request.Headers);
        var isForm = operation.Name == "PostObject" && RequestSignature.IsAnonymous(toVerify);
        if (!isForm && RequestSignature.IsAnonymous(toVerify)) authenticator.AdmitStranger(context);
        var bucket = address.Bucket is { } name ? await buckets.FindKnownAsync(name.Value, context.RequestAborted) : null;
        CrossOrigin.Prepare(context, bucket?.Rules.Cors);
        if (isForm) return await ReceiveFormAsync(context, operation, address.Bucket!, bucket);

        var (caller, payload, chunks) = await ProveAsync(context, toVerify);
        return new(context, operation, address, caller, bucket, payload, chunks);
    }

    // A length given twice means one thing to a proxy and another to us. The framework goes by the chunks and keeps the other length aside.
    private static void RefuseTwoLengths(HttpContext context)
    {
        if (context.Request.Headers.TransferEncoding.Count == 0 || !context.Request.Headers.ContainsKey("X-Content-Length")) return;
        throw new S3Exception(S3Errors.InvalidRequest.Because("Content-Length and Transfer-Encoding exclude each other.").WithHeader("Connection", "close"));
    }

    private async Task<S3Request> ReceiveFormAsync(HttpContext context, S3Operation operation, BucketName name, KnownBucket? bucket)
    {
        var form = await PostForm.ReadAsync(context.Request, name, context.RequestAborted);
        if (form.Signature is null) authenticator.AdmitStranger(context);
        var caller = form.Signature is { } signature ? await ProveAsync(context, form, signature) : Caller.Anonymous;
        context.Features.Set<IRequestActor>(caller);
        return new(context, operation, new(name, form.Key), caller, bucket, PayloadDeclaration.Unsigned, chunks: null) { Form = form };
    }

    private async Task<Caller> ProveAsync(HttpContext context, PostForm form, PostFormSignature signature)
    {
        var known = await FindKeyAsync(context, signature.Scope.KeyId);
        return signature.FindError(form.Fields, known.Secret, clock.GetUtcNow(), _signingKeys) is { } error ? throw Unproven(context, known, error) : authenticator.Admit(known);
    }

    private async Task<(Caller Caller, PayloadDeclaration Payload, ChunkSignatures? Chunks)> ProveAsync(HttpContext context, RequestToVerify request)
    {
        if (RequestSignature.IsAnonymous(request))
        {
            context.Features.Set<IRequestActor>(Caller.Anonymous);
            return (Caller.Anonymous, AnonymousRequest.PayloadOf(context.Request).OrThrow(), null);
        }

        var signature = RequestSignature.Read(request).OrThrow();
        var known = await FindKeyAsync(context, signature.Scope.KeyId);
        if (!signature.Verify(request, known.Secret, clock.GetUtcNow(), _signingKeys).TryGet(out var chunks, out var error)) throw Unproven(context, known, error);
        var caller = authenticator.Admit(known);
        context.Features.Set<IRequestActor>(caller);
        var hasSignedChunks = signature.Payload.Kind is PayloadKind.SignedChunks or PayloadKind.SignedChunksWithTrailer;
        return (caller, signature.Payload, hasSignedChunks ? chunks : null);
    }

    private async ValueTask<KnownKey> FindKeyAsync(HttpContext context, string id)
    {
        if (await keys.FindAsync(id, context.RequestAborted) is { } known && known.IsUsableAt(clock.GetUtcNow())) return known;

        authenticator.CountFailure(context, known: null);
        throw new S3Exception(S3Errors.InvalidAccessKeyId.With("AWSAccessKeyId", id));
    }

    // A clock that is wrong is no guess.
    private S3Exception Unproven(HttpContext context, KnownKey known, S3Error error)
    {
        if (error.Code == S3Errors.SignatureDoesNotMatch.Code) authenticator.CountFailure(context, known);
        return new(error);
    }

    private async ValueTask AdmitAsync(S3Request request)
    {
        await admission.DemandAsync(request);
        if (request.Operation.Handle is null) throw new S3Exception(S3Error.NotImplemented(request.Operation.Marker!));
        if (request.Operation.Name == "PostObject" && request.Form is null)
            throw new S3Exception(S3Errors.InvalidArgument.Because("Only one auth mechanism allowed; a form carries its signature in its fields").With("ArgumentName", "Authorization"));
    }

    private async Task AnswerPreflightAsync(HttpContext context)
    {
        context.Features.Set<IRequestOperation>(new RequestOperation("Preflight"));
        authenticator.AdmitStranger(context);
        var (_, address) = AddressOf(context);
        var bucket = address.Bucket is { } name ? await buckets.FindKnownAsync(name.Value, context.RequestAborted) : null;
        CrossOrigin.AnswerPreflight(context, bucket?.Rules.Cors);
    }

    private (string RawTarget, RequestAddress Address) AddressOf(HttpContext context)
    {
        var rawTarget = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return (rawTarget, RequestAddress.Read(rawTarget, context.Request.Host.Value ?? "", _domains).OrThrow());
    }

    private static S3Target TargetOf(RequestAddress address) => address switch
    {
        { Bucket: null } => S3Target.Service,
        { Key: null } => S3Target.Bucket,
        _ => S3Target.Object,
    };

    private S3Error Explain(HttpContext context, Exception failure)
    {
        switch (failure)
        {
            case S3Exception refused:
                return refused.Error;
            case DamagedBlobException damaged:
                Damaged(logger, RequestId.Of(context), damaged.Message);
                return S3Errors.InternalError.Because("The object's bytes on disk are damaged, so they are not served. Restore it from a copy.");
            case ProblemException known when ProblemErrors.Find(known.Problem) is { } error:
                if (error.Status >= 500) Failed(logger, failure, RequestId.Of(context));
                return error;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return S3Errors.EntityTooLarge;
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return S3Errors.RequestTimeout;
            case BadHttpRequestException bad:
                return S3Errors.IncompleteBody.Because(bad.Message);
            default:
                Failed(logger, failure, RequestId.Of(context));
                return S3Errors.InternalError;
        }
    }

    [LoggerMessage(LogLevel.Error, "{RequestId} failed.")]
    private static partial void Failed(ILogger logger, Exception failure, string requestId);

    [LoggerMessage(LogLevel.Error, "{RequestId} {Finding}")]
    private static partial void Damaged(ILogger logger, string requestId, string finding);
}
