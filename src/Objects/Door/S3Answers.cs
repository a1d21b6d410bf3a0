using System.Globalization;
using System.Text;
using System.Xml;
using Athanor.Foundation.Telemetry;
using Athanor.Objects.Names;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Door;

/// <summary>Answers in S3's XML.</summary>
internal static class S3Answers
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    public static Task XmlAsync(HttpContext context, string root, Action<XmlWriter> write) => WriteAsync(context, StatusCodes.Status200OK, xml =>
    {
        xml.WriteStartElement(root, Namespace);
        write(xml);
        xml.WriteEndElement();
    });

    public static async Task ErrorAsync(HttpContext context, S3Error error)
    {
        var requestId = context.Response.Headers[RequestId.Header];
        context.Response.Clear();
        context.Response.Headers[RequestId.Header] = requestId;
        context.Response.Headers["x-amz-request-id"] = RequestId.Of(context);
        if (error.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "1";
        if (HttpMethods.IsHead(context.Request.Method) || error.Status == StatusCodes.Status304NotModified)
        {
            context.Response.StatusCode = error.Status;
            return;
        }
        await WriteAsync(context, error.Status, xml =>
        {
            xml.WriteStartElement("Error");
            xml.WriteElementString("Code", error.Code);
            xml.WriteElementString("Message", error.Message);
            foreach (var (name, value) in error.Details) xml.WriteElementString(name, value);
            xml.WriteElementString("Resource", context.Request.Path.Value);
            xml.WriteElementString("RequestId", RequestId.Of(context));
            xml.WriteEndElement();
        });
    }

    /// <summary>A key as the client asked for it: XML cannot hold every character, so clients may ask for them percent-encoded.</summary>
    public static string Encode(string text, bool asUrl) => asUrl ? PercentEncoding.Encode(text, keepSlash: true) : text;

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static async Task WriteAsync(HttpContext context, int status, Action<XmlWriter> write)
    {
        using var body = new MemoryStream();
        using (var xml = XmlWriter.Create(body, Settings))
        {
            xml.WriteStartDocument();
            write(xml);
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = body.Length;
        context.Response.Headers["x-amz-request-id"] = RequestId.Of(context);
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }
}
