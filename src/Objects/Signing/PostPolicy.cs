using System.Text.Json;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Signing;

/// <summary>
/// What the signer of a form lets its holder send, until when. Every field must be covered by a condition.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
/// </summary>
internal sealed record PostPolicy(DateTimeOffset Expiration, IReadOnlyList<PostCondition> Conditions)
{
    private const int MaximumBytes = 20 * 1024;
    private const int MaximumConditions = 500;

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, MaxDepth = 8, AllowDuplicateProperties = false };

    // "The form must contain … all form fields except x-amz-signature, file, policy, and field names that have an x-ignore- prefix."
    private static readonly string[] Uncovered = ["x-amz-signature", "file", "policy"];

    public static Reading<PostPolicy> Read(string base64)
    {
        var bytes = new byte[MaximumBytes];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return Invalid("it is not base64 of at most 20 KB");
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length), Options);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return Invalid("it is not JSON");
        }
        catch (InvalidOperationException)
        {
            // A string that is no Unicode text, such as half of a surrogate pair.
            return Invalid("it holds text that is not Unicode");
        }
    }

    /// <summary>Everything that is known before the file comes; the length of the file is for <see cref="FindLengthError"/>.</summary>
    public S3Error? FindError(IReadOnlyDictionary<string, string> fields, DateTimeOffset now)
    {
        if (now > Expiration) return Denied("Policy expired.");
        foreach (var condition in Conditions)
        {
            if (condition.Operator == PostCondition.LengthRange) continue;
            if (!condition.IsMetBy(ValueOf(condition.Field, fields))) return Denied($"Policy Condition failed: {condition}");
        }
        return fields.Keys.FirstOrDefault(name => !IsCovered(name)) is { } extra ? Denied($"Extra input fields: {extra}") : null;
    }

    public S3Error? FindLengthError(long length)
    {
        foreach (var range in Conditions)
        {
            if (range.Operator != PostCondition.LengthRange) continue;
            if (length < range.Least) return S3Errors.EntityTooSmall.With("ProposedSize", $"{length}").With("MinSizeAllowed", $"{range.Least}");
            if (length > range.Most) return S3Errors.EntityTooLarge.With("ProposedSize", $"{length}").With("MaxSizeAllowed", $"{range.Most}");
        }
        return null;
    }

    private static Reading<PostPolicy> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Invalid("it is not an object");
        if (!root.TryGetProperty("expiration", out var expiration) || expiration.ValueKind != JsonValueKind.String || !Iso8601.TryParse(expiration.GetString(), out var moment))
            return Invalid("its expiration is missing or is no ISO 8601 time");
        if (!root.TryGetProperty("conditions", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaximumConditions)
            return Invalid("its conditions are missing or too many");

        var conditions = new List<PostCondition>();
        foreach (var element in list.EnumerateArray())
        {
            foreach (var condition in PostCondition.Read(element))
            {
                if (condition is null) return Invalid("a condition has an unknown form");
                conditions.Add(condition);
            }
        }
        return new PostPolicy(moment, conditions);
    }

    private bool IsCovered(string name) =>
        Uncovered.Contains(name, StringComparer.OrdinalIgnoreCase)
        || name.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase)
        || Conditions.Any(condition => condition.Field.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string ValueOf(string field, IReadOnlyDictionary<string, string> fields) =>
        fields.FirstOrDefault(sent => sent.Key.Equals(field, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    private static S3Error Denied(string why) => S3Errors.AccessDenied.Because($"Invalid according to Policy: {why}");

    private static S3Error Invalid(string why) => S3Errors.InvalidPolicyDocument.Because($"Invalid Policy: {why}.");
}
