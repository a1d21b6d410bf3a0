using System.Text;
using System.Xml;
using Athanor.Objects.Names;

namespace Athanor.Objects.Wire.Xml;

/// <summary>
/// Reads the XML of a request: UTF-8, no document type and so no entities, of bounded size, depth and number of elements, in the
/// namespace of S3 or in none.
/// </summary>
internal static class XmlBody
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    public const int MaximumBytes = 4 << 20;

    private const int MaximumDepth = 16;
    private const int MaximumElements = 100_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Keys may hold characters that XML has none for; S3 writes and takes them as references, so they are not checked here.
    private static readonly XmlReaderSettings Settings = new()
    {
        CheckCharacters = false,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = MaximumBytes,
    };

    public static Reading<Element> Read(ReadOnlyMemory<byte> body, string root)
    {
        if (body.IsEmpty) return S3Errors.MissingRequestBody;
        if (body.Length > MaximumBytes) return S3Errors.MaxMessageLengthExceeded.With("MaxMessageLengthBytes", $"{MaximumBytes}");
        try
        {
            using var reader = XmlReader.Create(new StringReader(Decode(body.Span)), Settings);
            var element = reader.MoveToContent() == XmlNodeType.Element && IsOurs(reader) && reader.LocalName == root ? ReadElement(reader, new Budget()) : null;
            while (element is not null && reader.Read()) { }
            return element is null ? S3Errors.MalformedXml : element;
        }
        catch (Exception failure) when (failure is XmlException or DecoderFallbackException)
        {
            return S3Errors.MalformedXml;
        }
    }

    private static string Decode(ReadOnlySpan<byte> body) => StrictUtf8.GetString(body.StartsWith("\uFEFF"u8) ? body[3..] : body);

    // Null where it is too deep, too large or holds text that is none. The reader ends on the element's end.
    private static Element? ReadElement(XmlReader reader, Budget budget)
    {
        if (reader.Depth > MaximumDepth || ++budget.Elements > MaximumElements) return null;

        var name = reader.LocalName;
        if (reader.IsEmptyElement) return new(name, "", []);

        var text = "";
        List<Element>? children = null;
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when IsOurs(reader):
                    if (ReadElement(reader, budget) is not { } child) return null;
                    (children ??= []).Add(child);
                    break;
                case XmlNodeType.Element:
                    if (!TrySkip(reader)) return null;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    // Pieces between comments: joining them one by one must not cost the square of their number.
                    if (text.Length > 0 && ++budget.Elements > MaximumElements / 100) return null;
                    text += reader.Value;
                    break;
            }
        }
        return !ObjectKey.IsText(text) ? null : children is null ? new(name, text, []) : new Element(name, "", children);
    }

    private static bool TrySkip(XmlReader reader)
    {
        if (reader.IsEmptyElement) return true;
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
            if (reader.Depth > MaximumDepth) return false;
        return true;
    }

    private static bool IsOurs(XmlReader reader) => reader.NamespaceURI is "" or Namespace;

    private sealed class Budget
    {
        public int Elements { get; set; }
    }
}
