using Athanor.Objects.Wire;

namespace Athanor.Objects.Signing;

/// <summary>The signature of a browser's upload form; the string that it signs is the policy in base64, as it was sent.</summary>
internal sealed record PostFormSignature(CredentialScope Scope, byte[] Claimed, string EncodedPolicy, PostPolicy Policy)
{
    /// <summary>A form without a policy is anonymous.</summary>
    public static bool IsAnonymous(IReadOnlyDictionary<string, string> fields) => Find(fields, "policy") is null && Find(fields, "x-amz-signature") is null;

    /// <summary>Fields by name, whose case does not matter; the bucket's name is among them, for the policy speaks of it.</summary>
    public static Reading<PostFormSignature> Read(IReadOnlyDictionary<string, string> fields)
    {
        if (Find(fields, "AWSAccessKeyId") is not null) return PresignedQuery.Unsupported;
        if (Find(fields, "policy") is not { } encoded) return Missing("policy");
        if (Find(fields, "x-amz-algorithm") is not { } algorithm) return Missing("x-amz-algorithm");
        if (Find(fields, "x-amz-credential") is not { } credential) return Missing("x-amz-credential");
        if (Find(fields, "x-amz-date") is not { } date) return Missing("x-amz-date");
        if (Find(fields, "x-amz-signature") is not { } hexadecimal) return Missing("x-amz-signature");

        if (algorithm != Signature.Algorithm) return S3Errors.InvalidArgument.Because("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        if (CredentialScope.TryParse(credential) is not { } scope || SigningTime.TryParse(date)?.Date != scope.Date)
            return S3Errors.AuthorizationQueryParametersError.Because("Error parsing the X-Amz-Credential parameter; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request\" of the day in X-Amz-Date.");
        if (Signature.TryParse(hexadecimal) is not { } claimed) return S3Errors.SignatureDoesNotMatch.With("SignatureProvided", hexadecimal);

        return PostPolicy.Read(encoded).TryGet(out var policy, out var error) ? new PostFormSignature(scope, claimed, encoded, policy) : error;
    }

    /// <summary>Null where the form was signed with this secret and keeps to its policy.</summary>
    public S3Error? FindError(IReadOnlyDictionary<string, string> fields, string secret, DateTimeOffset now, SigningKeys keys) =>
        Signature.IsSame(Signature.Of(EncodedPolicy, keys.Find(secret, Scope)), Claimed)
            ? Policy.FindError(fields, now)
            : S3Errors.SignatureDoesNotMatch.With("AWSAccessKeyId", Scope.KeyId).With("StringToSign", EncodedPolicy).With("SignatureProvided", Convert.ToHexStringLower(Claimed));

    private static string? Find(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static S3Error Missing(string name) =>
        S3Errors.InvalidArgument.Because($"Bucket POST must contain a field named '{name}'. If it is specified, please check the order of the fields.").With("ArgumentName", name);
}
