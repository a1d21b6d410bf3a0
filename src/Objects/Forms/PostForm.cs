using Athanor.Objects.Names;
using Athanor.Objects.Signing;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Forms;

/// <summary>
/// A browser's upload. Its fields say what headers say of other requests, and only they are signed, so that they take the headers' place.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
/// </summary>
internal sealed class PostForm
{
    private const string FileNameVariable = "${filename}";

    private const string TaggingHeader = "x-amz-tagging";

    private static readonly string[] Replaced = ["x-amz-", "content-", "if-", "cache-control", "expires", "range"];
    private static readonly string[] SaidOfObjects = ["Content-Type", "Content-Encoding", "Content-Disposition", "Content-Language", "Cache-Control", "Expires"];
    private static readonly string[] OfSignature = ["x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", "x-amz-security-token"];

    private PostForm(Dictionary<string, string> fields, ObjectKey key, PostFormSignature? signature) => (Fields, Key, Signature) = (fields, key, signature);

    /// <summary>By name, whose case does not matter; with the bucket's name, and with the file's in the key.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; }

    public ObjectKey Key { get; }

    /// <summary>Null where nobody signed it.</summary>
    public PostFormSignature? Signature { get; }

    /// <summary>Reads everything before the file, and leaves the request as if its headers had said it and its body were the file.</summary>
    public static async Task<PostForm> ReadAsync(HttpRequest request, BucketName bucket, CancellationToken cancellation)
    {
        var (fields, fileName, file) = await FormReader.ReadAsync(request, cancellation);
        if (!fields.TryGetValue("key", out var key)) throw new S3Exception(S3Errors.UserKeyMustBeSpecified.With("MissingField", "key"));

        // "All variables within the form are expanded prior to validating the POST policy."
        fields["key"] = key.Replace(FileNameVariable, fileName, StringComparison.Ordinal);
        fields["bucket"] = bucket.Value;
        if (!ObjectKey.TryParse(fields["key"], out var parsed)) throw new S3Exception(fields["key"].Length > 0 ? S3Errors.KeyTooLong : S3Errors.UserKeyMustBeSpecified.With("MissingField", "key"));

        var signature = PostFormSignature.IsAnonymous(fields) ? null : PostFormSignature.Read(fields).OrThrow();
        var form = new PostForm(fields, parsed, signature);
        form.PutInto(request);
        request.Body = new FormFile(file, signature?.Policy);
        return form;
    }

    public string? Find(string field) => Fields.TryGetValue(field, out var value) && value.Length > 0 ? value : null;

    private void PutInto(HttpRequest request)
    {
        foreach (var name in request.Headers.Keys.Where(name => Replaced.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))).ToList()) request.Headers.Remove(name);
        foreach (var (name, value) in Fields)
        {
            if (HeaderOf(name) is not { } header) continue;
            var said = header == TaggingHeader ? TagsOf(value) : value;

            // What no header can hold would make every later answer with it fail.
            if (!header.All(IsOfToken) || said.Any(char.IsControl)) throw new S3Exception(S3Errors.InvalidArgument.Because("A field that says what a header would must be one").With("ArgumentName", name));
            request.Headers[header] = said;
        }
    }

    private static string? HeaderOf(string field)
    {
        if (field.Equals("acl", StringComparison.OrdinalIgnoreCase)) return "x-amz-acl";
        if (field.Equals("tagging", StringComparison.OrdinalIgnoreCase)) return TaggingHeader;
        if (SaidOfObjects.Contains(field, StringComparer.OrdinalIgnoreCase)) return field;
        return field.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !OfSignature.Contains(field, StringComparer.OrdinalIgnoreCase) ? field : null;
    }

    private static bool IsOfToken(char letter) => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal);

    // The field is the document of PutObjectTagging, the header a query.
    private static string TagsOf(string document) => string.Join('&', Tagging.Read(System.Text.Encoding.UTF8.GetBytes(document), TagSet.MaximumOfObject).OrThrow().Tags
        .Select(tag => $"{PercentEncoding.Encode(tag.Key, keepSlash: false)}={PercentEncoding.Encode(tag.Value, keepSlash: false)}"));
}
