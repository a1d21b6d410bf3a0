using System.Text;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Athanor.Objects.Forms;

/// <summary>Reads the fields of a form up to its file, which stays in the request's body. "The form data and boundaries … cannot exceed 20 KB."</summary>
internal static class FormReader
{
    private const int MaximumFieldBytes = 20 * 1024;
    private const int MaximumFields = 100;
    private const int MaximumBoundary = 70;
    private const int BufferBytes = 64 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<(Dictionary<string, string> Fields, string FileName, Stream File)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var reader = new MultipartReader(BoundaryOf(request), request.Body, BufferBytes);
        var budget = MaximumFieldBytes;
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || HeaderUtilities.RemoveQuotes(disposition.Name) is not { Length: > 0 } name)
                    throw new S3Exception(S3Errors.MalformedPostRequest);
                if (name.Equals("file", StringComparison.OrdinalIgnoreCase)) return (fields, FileNameOf(disposition), section.Body);

                var value = await ReadValueAsync(section.Body, budget, cancellation);
                budget -= name.Length + value.Length;
                if (budget < 0 || fields.Count == MaximumFields) throw new S3Exception(S3Errors.MaxPostPreDataLengthExceeded);
                if (!fields.TryAdd(name.ToString(), StrictUtf8.GetString(value)))
                    throw new S3Exception(S3Errors.InvalidArgument.Because("POST requires exactly one value per field.").With("ArgumentName", name.ToString()));
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or DecoderFallbackException or IOException and not (S3Exception or BadHttpRequestException))
        {
            throw new S3Exception(S3Errors.MalformedPostRequest);
        }
        throw new S3Exception(S3Errors.IncorrectNumberOfFilesInPost);
    }

    private static string BoundaryOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw new S3Exception(S3Errors.PreconditionFailed.With("Condition", "Bucket POST must be of the enclosure-type multipart/form-data"));

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return boundary.Length is > 0 and <= MaximumBoundary ? boundary.ToString() : throw new S3Exception(S3Errors.MalformedPostRequest);
    }

    private static async Task<byte[]> ReadValueAsync(Stream section, int budget, CancellationToken cancellation)
    {
        using var value = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await section.ReadAsync(buffer, cancellation)) > 0;)
        {
            value.Write(buffer, 0, read);
            if (value.Length > budget) throw new S3Exception(S3Errors.MaxPostPreDataLengthExceeded);
        }
        return value.ToArray();
    }

    // Some browsers send the whole path.
    private static string FileNameOf(ContentDispositionHeaderValue disposition)
    {
        var name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).ToString();
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }
}
