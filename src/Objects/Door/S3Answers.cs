using System.Buffers;
using Athanor.Foundation.Telemetry;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Xml;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Door;

/// <summary>Sends what the wire's answers write, and errors in S3's own form.</summary>
internal static class S3Answers
{
    public static Task XmlAsync(HttpContext context, Action<IBufferWriter<byte>> write) => SendAsync(context, StatusCodes.Status200OK, write);

    public static Task XmlAsync(HttpContext context, int status, Action<IBufferWriter<byte>> write) => SendAsync(context, status, write);

    public static async Task ErrorAsync(HttpContext context, S3Error error)
    {
        var requestId = RequestId.Of(context);
        Reset(context);
        if (error.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "1";
        foreach (var (name, value) in error.Headers) context.Response.Headers[name] = value;
        if (HttpMethods.IsHead(context.Request.Method) || error.Status == StatusCodes.Status304NotModified)
        {
            context.Response.StatusCode = error.Status;
            return;
        }
        await SendAsync(context, error.Status, target => ErrorDocument.Write(error, context.Request.Path.Value ?? "", requestId, target));
    }

    /// <summary>Takes back everything said so far but the request's id.</summary>
    public static void Reset(HttpContext context)
    {
        context.Response.Clear();
        context.Response.Headers[RequestId.Header] = RequestId.Of(context);
        Identify(context);
    }

    /// <summary>The request's id as S3 names it. Its second id is for those who look into S3 itself; here, one is enough to find the line of the log.</summary>
    public static void Identify(HttpContext context) =>
        context.Response.Headers["x-amz-request-id"] = context.Response.Headers["x-amz-id-2"] = RequestId.Of(context);

    private static async Task SendAsync(HttpContext context, int status, Action<IBufferWriter<byte>> write)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        write(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
