using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Uploading;

/// <summary>One file as the body of a request of its own, as scripts send it: it goes to disk as it comes, whatever its size.</summary>
internal static class UploadFile
{
    private const long Largest = 5L << 30;

    public static FormLimit Limit { get; } = new(Largest);

    public static async Task<IResult> HandleAsync(BucketName bucket, ObjectKey key, HttpRequest request, PersonalDoor door)
    {
        var length = request.ContentLength ?? throw new ProblemException(ConsoleProblems.UnknownLength);
        await door.DoAsync(RequestOf(bucket, key, request.ContentType, request.Body, length));
        return TypedResults.NoContent();
    }

    public static PersonalRequest RequestOf(BucketName bucket, ObjectKey key, string? contentType, Stream content, long length) => new("PutObject", bucket, key)
    {
        Headers = new Dictionary<string, string> { ["Content-Type"] = contentType is { Length: > 0 } type ? type : "application/octet-stream" },
        Content = content,
        Length = length,
    };
}
