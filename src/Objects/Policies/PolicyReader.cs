using System.Text.Json;
using Athanor.Objects.Names;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Policies;

/// <summary>
/// Reads a bucket's policy and refuses what it does not understand: an element or an operator that is skipped may be the one that
/// would have denied. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
/// </summary>
internal static class PolicyReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public static Reading<BucketPolicy> Read(ReadOnlyMemory<byte> json, BucketName bucket)
    {
        if (json.IsEmpty || json.Span[0] != '{') return Malformed("Policies must be valid JSON and the first byte must be '{'");
        if (json.Length > BucketPolicy.MaximumBytes) return Malformed($"Policies may be {BucketPolicy.MaximumBytes} bytes long at most");
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return ReadPolicy(document.RootElement, bucket);
        }
        catch (JsonException)
        {
            return Malformed("This policy contains invalid Json");
        }
        catch (InvalidOperationException)
        {
            // A string that is no Unicode text, such as half of a surrogate pair.
            return Malformed("This policy contains text that is not Unicode");
        }
    }

    private static Reading<BucketPolicy> ReadPolicy(JsonElement root, BucketName bucket)
    {
        var (version, id) = ((string?)null, (string?)null);
        List<PolicyStatement>? statements = null;
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "Version" when TextOf(property.Value) is "2012-10-17" or "2008-10-17":
                    version = property.Value.GetString();
                    break;
                case "Id" when TextOf(property.Value) is { } text:
                    id = text;
                    break;
                case "Statement" when ElementsOf(property.Value, JsonValueKind.Object) is { Count: > 0 } elements:
                    statements = [];
                    foreach (var element in elements)
                    {
                        if (!StatementReader.Read(element, bucket).TryGet(out var statement, out var error)) return error;
                        if (statement.Sid is { Length: > 0 } sid && statements.Any(other => other.Sid == sid)) return Malformed($"Statement IDs (SID) in a single policy must be unique: {sid}");
                        statements.Add(statement);
                    }
                    break;
                case "Version":
                    return Malformed("The policy must contain a valid version string");
                default:
                    return Malformed($"Unknown field or wrong value: {property.Name}");
            }
        }
        return statements is null ? Malformed("Missing required field Statement") : new BucketPolicy(version, id, statements);
    }

    internal static S3Error Malformed(string message) => S3Errors.MalformedPolicy.Because(message);

    internal static string? TextOf(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>One thing may stand for a list of one; null where something is of another kind.</summary>
    internal static IReadOnlyList<JsonElement>? ElementsOf(JsonElement element, JsonValueKind kind)
    {
        if (element.ValueKind == kind) return [element];
        if (element.ValueKind != JsonValueKind.Array) return null;
        return element.EnumerateArray().All(item => item.ValueKind == kind) ? [.. element.EnumerateArray()] : null;
    }

    internal static IReadOnlyList<string>? TextsOf(JsonElement element) => ElementsOf(element, JsonValueKind.String) is { Count: > 0 } elements ? [.. elements.Select(item => item.GetString()!)] : null;
}
