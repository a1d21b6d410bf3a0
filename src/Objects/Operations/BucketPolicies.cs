using System.Text;
using Athanor.Objects.Door;
using Athanor.Objects.Policies;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

/// <summary>The policy of a bucket, kept as the document that was sent.</summary>
internal static class BucketPolicies
{
    public static async Task GetAsync(S3Request request)
    {
        var text = request.Known.Rules.PolicyText ?? throw Missing(request);
        request.Response.ContentType = "application/json";
        await request.Response.WriteAsync(text, request.Cancellation);
    }

    public static async Task PutAsync(S3Request request)
    {
        var body = await RequestDocument.ReadAsync(request);
        var policy = PolicyReader.Read(body, request.BucketName).OrThrow();
        if (policy.IsPublic && request.Known.Rules.PublicAccess is { BlockPublicPolicy: true })
            throw new S3Exception(S3Errors.AccessDenied.Because("Access Denied because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."));

        await request.Buckets.SetSettingAsync(request.Caller.Actor, request.Bucket, BucketRules.PolicyKind, Encoding.UTF8.GetString(body.Span), request.Cancellation);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public static async Task DeleteAsync(S3Request request)
    {
        await request.Buckets.RemoveSettingAsync(request.Caller.Actor, request.Bucket, BucketRules.PolicyKind, request.Cancellation);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public static Task GetStatusAsync(S3Request request)
    {
        var policy = request.Known.Rules.Policy ?? throw Missing(request);
        return S3Answers.XmlAsync(request.Context, target => BucketAnswers.WritePolicyStatus(policy.IsPublic, target));
    }

    private static S3Exception Missing(S3Request request) => new(S3Errors.NoSuchBucketPolicy.With("BucketName", request.Bucket.Name));
}
