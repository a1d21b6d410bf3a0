using System.Globalization;
using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

/// <summary>What is known of an object without its bytes and without the headers it was stored with.</summary>
internal static class GetObjectAttributes
{
    private const string Header = "x-amz-object-attributes";
    private static readonly string[] Known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    public static async Task HandleAsync(S3Request request)
    {
        var asked = ReadAsked(request);
        var stored = await GetObject.FindAsync(request);
        EncryptionHeaders.Demand(stored.Headers.Encryption, EncryptionHeaders.ReadCustomerKey(request));

        request.Response.Headers.LastModified = stored.StoredAt.ToString("R", CultureInfo.InvariantCulture);
        if (request.Bucket.Versioning != Versioning.Off) request.Response.Headers["x-amz-version-id"] = stored.Version;
        var answer = new ObjectAttributesAnswer
        {
            ETag = asked.Contains("ETag") ? stored.ETag : null,
            Checksum = asked.Contains("Checksum") ? ObjectResponse.ChecksumOf(stored) : null,
            Parts = asked.Contains("ObjectParts") && stored.Headers.Parts.Count > 0 ? PartsOf(request, stored) : null,
            StorageClass = asked.Contains("StorageClass") ? "STANDARD" : null,
            Size = asked.Contains("ObjectSize") ? stored.Size : null,
        };
        await S3Answers.XmlAsync(request.Context, answer.Write);
    }

    private static HashSet<string> ReadAsked(S3Request request)
    {
        var asked = request.Headers[Header].SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
        if (asked.Count == 0) throw new S3Exception(S3Errors.InvalidRequest.Because($"The {Header} header specifying the attributes to be retrieved is either missing or empty"));
        return asked.IsSubsetOf(Known) ? asked : throw new S3Exception(S3Errors.InvalidArgument.Because("Invalid attribute name specified.").With("ArgumentName", Header));
    }

    // Of parts without checksums only the number is told.
    private static ObjectAttributesAnswer.PartsPage PartsOf(S3Request request, StoredObject stored)
    {
        var marker = ReadNumber(request, "x-amz-part-number-marker", 0);
        var limit = Math.Min(ReadNumber(request, "x-amz-max-parts", ListedObjects.MaximumKeys), ListedObjects.MaximumKeys);
        var parts = stored.Headers.Parts;
        if (ObjectResponse.ChecksumOf(stored) is not { } checksum) return new(parts.Count, marker, 0, limit, IsTruncated: false, []);

        var rest = parts.Where(part => part.Number > marker).ToList();
        var shown = rest.Take(limit).Select(part => (part.Number, part.Size, Checksum.TryParse(checksum.Algorithm, part.Checksum))).ToList();
        return new(parts.Count, marker, shown.Count > 0 ? shown[^1].Number : 0, limit, rest.Count > shown.Count, shown);
    }

    private static int ReadNumber(S3Request request, string header, int unlessSent)
    {
        if (request.Header(header) is not { } text) return unlessSent;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new S3Exception(S3Errors.InvalidArgument.Because($"Provided {header} not an integer or within integer range").With("ArgumentName", header).With("ArgumentValue", text));
    }
}
