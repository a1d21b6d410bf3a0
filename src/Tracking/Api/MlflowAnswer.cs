using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Athanor.Tracking.Api;

/// <summary>A message as JSON, with the names of its fields as they are: sent as it is written, or, where it is short, at once.</summary>
internal sealed class MlflowAnswer(Func<Utf8JsonWriter, CancellationToken, Task> write, bool isShort = false) : IResult
{
    // The answer is never part of a page, so letters of all scripts may stand as they are.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static MlflowAnswer Empty { get; } = Of(_ => { });

    public static MlflowAnswer Of(Action<Utf8JsonWriter> write) => new((json, _) =>
    {
        write(json);
        return Task.CompletedTask;
    }, isShort: true);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json";
        httpContext.Response.Headers.CacheControl = "no-store";
        if (!isShort)
        {
            await WriteAsync(httpContext.Response.BodyWriter, httpContext.RequestAborted);
            return;
        }
        var whole = new ArrayBufferWriter<byte>(1024);
        await WriteAsync(whole, httpContext.RequestAborted);
        httpContext.Response.ContentLength = whole.WrittenCount;
        await httpContext.Response.BodyWriter.WriteAsync(whole.WrittenMemory, httpContext.RequestAborted);
    }

    private async Task WriteAsync(IBufferWriter<byte> target, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(target, Readable);
        json.WriteStartObject();
        await write(json, cancellation);
        json.WriteEndObject();
    }
}
