using System.Xml;
using System.Xml.Linq;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Door;

/// <summary>Small XML documents that clients send: bounded, without a document type, in whatever namespace.</summary>
internal static class S3Documents
{
    private const int MaximumBytes = 2 << 20;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaximumBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The root element, which must bear this name.</summary>
    public static async Task<XElement> ReadAsync(S3Request request, string root)
    {
        try
        {
            // Read whole before it is parsed, so that what the signature says of the body is known of all of it.
            using var content = await ReadWholeAsync(request);
            using var reader = XmlReader.Create(content, Settings);
            var document = await XElement.LoadAsync(reader, LoadOptions.None, request.Cancellation);
            return document.Name.LocalName == root ? document : throw new S3Exception(S3Errors.MalformedXml);
        }
        catch (XmlException)
        {
            throw new S3Exception(S3Errors.MalformedXml);
        }
    }

    public static string? Text(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    public static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(element => element.Name.LocalName == name);

    private static async Task<MemoryStream> ReadWholeAsync(S3Request request)
    {
        if (request.Context.Request.ContentLength > MaximumBytes) throw new S3Exception(S3Errors.MaxMessageLengthExceeded);

        using var body = IncomingContent.Open(request, forObject: false);
        var content = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; (read = await body.Stream.ReadAsync(buffer, request.Cancellation)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > MaximumBytes) throw new S3Exception(S3Errors.MaxMessageLengthExceeded);
        }
        content.Position = 0;
        return content;
    }
}
