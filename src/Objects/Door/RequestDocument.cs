using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Door;

/// <summary>The body of a request that is a document: read whole before it is parsed, so that what was said of it is known of all of it.</summary>
internal static class RequestDocument
{
    private const int Step = 16_384;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(S3Request request, bool areChecksumsOfBody = true)
    {
        if (request.Context.Request.ContentLength > XmlBody.MaximumBytes) throw new S3Exception(S3Errors.MaxMessageLengthExceeded);

        using var body = IncomingContent.OpenDocument(request, areChecksumsOfBody);
        using var content = new MemoryStream();
        var buffer = new byte[Step];
        for (int read; (read = await body.Stream.ReadAsync(buffer, request.Cancellation)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > XmlBody.MaximumBytes) throw new S3Exception(S3Errors.MaxMessageLengthExceeded);
        }
        return content.ToArray();
    }
}
