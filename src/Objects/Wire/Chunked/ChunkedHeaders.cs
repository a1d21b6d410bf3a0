using System.Globalization;
using Athanor.Objects.Checksums;
using Athanor.Objects.Signing;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Wire.Chunked;

/// <summary>What a request says of its chunked body before it comes.</summary>
internal sealed record ChunkedHeaders(long DecodedLength, IReadOnlyList<string> TrailerNames)
{
    public static Reading<ChunkedHeaders> Read(PayloadKind payload, IHeaderDictionary headers)
    {
        if (headers["x-amz-decoded-content-length"] is not [{ } text]) return S3Errors.MissingContentLength;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return S3Errors.InvalidArgument.Because("x-amz-decoded-content-length is not a length").With("ArgumentValue", text);

        var names = headers["x-amz-trailer"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var index = 0; index < names.Length; index++) names[index] = names[index].ToLowerInvariant();

        var mayHaveTrailer = payload is PayloadKind.SignedChunksWithTrailer or PayloadKind.UnsignedChunksWithTrailer;
        if (!mayHaveTrailer && names.Length > 0) return S3Errors.InvalidRequest.Because("x-amz-trailer needs an x-amz-content-sha256 that ends in -TRAILER");
        if (names.Length > 1 || !Array.TrueForAll(names, name => ChecksumAlgorithms.TryParseHeader(name, out _)))
            return S3Errors.InvalidRequest.Because("The value specified in the x-amz-trailer header is not supported");

        return new ChunkedHeaders(length, names);
    }

    /// <summary>Every encoding but the one that is gone once the body is decoded; empty where nothing is left.</summary>
    public static string StoredContentEncoding(string contentEncoding) =>
        string.Join(',', contentEncoding.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(encoding => !encoding.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase)));
}
