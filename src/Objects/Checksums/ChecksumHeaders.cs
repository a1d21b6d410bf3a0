using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Checksums;

/// <summary>What a request's headers say about its content: a value, an algorithm whose value comes in the trailer, or nothing.</summary>
internal sealed record ChecksumHeaders(ChecksumAlgorithm? Algorithm, Checksum? Value, ChecksumType? Type)
{
    private const string Prefix = "x-amz-checksum-";
    private const string AlgorithmHeader = "x-amz-checksum-algorithm";
    private const string SdkAlgorithmHeader = "x-amz-sdk-checksum-algorithm";
    private const string TypeHeader = "x-amz-checksum-type";
    private const string ModeHeader = "x-amz-checksum-mode";
    private const string TrailerHeader = "x-amz-trailer";

    public static Reading<ChecksumHeaders> Read(IHeaderDictionary headers)
    {
        Checksum? value = null;
        foreach (var (name, text) in headers)
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || IsAbout(name)) continue;
            if (value is not null) return S3Errors.InvalidRequest.Because("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
            if (!ChecksumAlgorithms.TryParseHeader(name, out var algorithm)) return S3Error.NotImplemented(name);

            value = Checksum.TryParse(algorithm, text);
            if (value is null) return S3Errors.InvalidRequest.Because($"Value for {ChecksumAlgorithms.HeaderOf(algorithm)} header is invalid.");
        }

        if (!TryReadAlgorithm(headers, out var declared)) return S3Errors.InvalidRequest.Because("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
        if (!TryReadTrailer(headers, out var trailing)) return S3Errors.InvalidRequest.Because("The value specified in the x-amz-trailer header is not supported");
        if (value is not null && trailing is not null) return S3Errors.InvalidRequest.Because("Expecting a single x-amz-checksum- header");

        var chosen = value?.Algorithm ?? trailing ?? declared;
        if (declared is not null && chosen != declared) return S3Errors.InvalidRequest.Because("Value for x-amz-sdk-checksum-algorithm header is invalid.");
        return TryReadType(headers, out var type) ? new ChecksumHeaders(chosen, value, type) : S3Errors.InvalidRequest.Because("Value for x-amz-checksum-type header is invalid.");
    }

    /// <summary>A wrong form is InvalidDigest; a wrong value is found when the content is there.</summary>
    public static Reading<byte[]> ReadContentMd5(string header)
    {
        var bytes = new byte[16];
        return Base64Value.TryRead(header, bytes) ? bytes : S3Errors.InvalidDigest;
    }

    private static bool IsAbout(string name) =>
        name.Equals(AlgorithmHeader, StringComparison.OrdinalIgnoreCase)
        || name.Equals(TypeHeader, StringComparison.OrdinalIgnoreCase)
        || name.Equals(ModeHeader, StringComparison.OrdinalIgnoreCase);

    private static bool TryReadAlgorithm(IHeaderDictionary headers, out ChecksumAlgorithm? algorithm)
    {
        algorithm = null;
        var text = headers[AlgorithmHeader] is { Count: > 0 } direct ? direct : headers[SdkAlgorithmHeader];
        if (text.Count == 0) return true;
        if (!ChecksumAlgorithms.TryParseName(text, out var parsed)) return false;

        algorithm = parsed;
        return true;
    }

    private static bool TryReadTrailer(IHeaderDictionary headers, out ChecksumAlgorithm? algorithm)
    {
        algorithm = null;
        var text = headers[TrailerHeader];
        if (text.Count == 0) return true;
        if (!ChecksumAlgorithms.TryParseHeader(text.ToString().Trim(), out var parsed)) return false;

        algorithm = parsed;
        return true;
    }

    private static bool TryReadType(IHeaderDictionary headers, out ChecksumType? type)
    {
        type = headers[TypeHeader].ToString() switch
        {
            "COMPOSITE" => ChecksumType.Composite,
            "FULL_OBJECT" => ChecksumType.FullObject,
            _ => null,
        };
        return type is not null || headers[TypeHeader].Count == 0;
    }
}
