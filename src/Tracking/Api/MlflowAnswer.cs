using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Athanor.Tracking.Api;

/// <summary>A message as JSON, with the names of its fields as they are.</summary>
internal sealed class MlflowAnswer(Func<Utf8JsonWriter, CancellationToken, Task> write) : IResult
{
    // The answer is never part of a page, so letters of all scripts may stand as they are.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static MlflowAnswer Empty { get; } = Of(_ => { });

    public static MlflowAnswer Of(Action<Utf8JsonWriter> write) => new((json, _) =>
    {
        write(json);
        return Task.CompletedTask;
    });

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json";
        httpContext.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, Readable);
        json.WriteStartObject();
        await write(json, httpContext.RequestAborted);
        json.WriteEndObject();
    }
}
