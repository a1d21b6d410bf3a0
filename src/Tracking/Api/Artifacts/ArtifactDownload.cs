using Athanor.Objects.Door;
using Athanor.Tracking.Artifacts;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Athanor.Tracking.Api.Artifacts;

/// <summary>A file, all of it or a range, as nothing that a browser would run: whoever logged it is not whom its reader trusts.</summary>
internal sealed class ArtifactDownload(PersonalDoor door, StoredArtifact artifact) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response, file) = (httpContext.Request, httpContext.Response, artifact.Object);
        Describe(response);
        var (offset, length) = RangeOf(request, response, file.Size);
        response.ContentLength = length;
        if (!HttpMethods.IsHead(request.Method) && length > 0) await door.ReadAsync(artifact.Bucket, file, offset, length, response.BodyWriter);
    }

    private void Describe(HttpResponse response)
    {
        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName(artifact.Object.Key[(artifact.Object.Key.LastIndexOf('/') + 1)..]);
        response.ContentType = SafeType.Of(artifact.Object.Key);
        response.Headers.ContentDisposition = name.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = $"\"{artifact.Object.ETag}\"";
    }

    // Several ranges, and what is none, are answered with the whole file, as HTTP allows.
    private (long Offset, long Length) RangeOf(HttpRequest request, HttpResponse response, long size)
    {
        if (request.GetTypedHeaders().Range is not { Unit.Value: "bytes", Ranges: { Count: 1 } ranges } || !IsSame(request)) return (0, size);
        var range = ranges.First();
        var first = range.From ?? Math.Max(0, size - range.To!.Value);
        var last = range.From is null ? size - 1 : Math.Min(range.To ?? long.MaxValue, size - 1);
        if (first > last)
        {
            (response.StatusCode, response.Headers.ContentRange) = (StatusCodes.Status416RangeNotSatisfiable, $"bytes */{size}");
            return (0, 0);
        }
        (response.StatusCode, response.Headers.ContentRange) = (StatusCodes.Status206PartialContent, $"bytes {first}-{last}/{size}");
        return (first, last - first + 1);
    }

    private bool IsSame(HttpRequest request) => request.Headers.IfRange is not [{ Length: > 0 } tag] || tag == $"\"{artifact.Object.ETag}\"";
}
