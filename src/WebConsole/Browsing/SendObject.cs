using System.Net.Mime;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Athanor.WebConsole.Browsing;

/// <summary>The bytes of an object: to be kept, or a picture to be seen. Nothing that comes from here can run as a page of this server.</summary>
internal static class SendObject
{
    private const string ContentPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    public static async Task DownloadAsync(BucketName bucket, ObjectKey key, string? version, HttpResponse response, PersonalDoor door)
    {
        var (found, stored) = await door.FindAsync(bucket, key, version);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(NameOf(key.Value));
        response.Headers.ContentDisposition = disposition.ToString();
        await SendAsync(response, MediaTypeNames.Application.Octet, stored.Size, () => door.ReadAsync(found, stored, stored.Size, response.BodyWriter));
    }

    public static async Task PictureAsync(BucketName bucket, ObjectKey key, string? version, HttpResponse response, PersonalDoor door)
    {
        var (found, stored) = await door.FindAsync(bucket, key, version);
        if (PreviewKinds.PictureTypeOf(stored) is not { } type || stored.Size > PreviewReading.LargestPicture) throw new ProblemException(ConsoleProblems.NoPicture);
        await SendAsync(response, type, stored.Size, () => door.ReadAsync(found, stored, stored.Size, response.BodyWriter));
    }

    private static async Task SendAsync(HttpResponse response, string type, long length, Func<Task> send)
    {
        response.ContentType = type;
        response.ContentLength = length;
        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers.CacheControl = "private, no-store";
        await send();
    }

    private static string NameOf(string key) => key.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed[(trimmed.LastIndexOf('/') + 1)..] : "object";
}
