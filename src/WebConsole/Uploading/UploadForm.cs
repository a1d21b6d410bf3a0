using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Athanor.WebConsole.Browsing;
using Athanor.WebConsole.Buckets;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Uploading;

/// <summary>Files of an ordinary form. The session looks for its token in the form first, so all of it lies in a temporary file by then: it is bounded.</summary>
internal static class UploadForm
{
    public static Bytes Largest { get; } = Bytes.FromMebibytes(100);

    public static FormLimit Limit { get; } = new(Largest.Value);

    public static Task<IResult> HandleAsync(BucketName bucket, string? prefix, HttpRequest request, PersonalDoor door, ObjectStore objects, CancellationToken cancellation)
    {
        var folder = ShowFolder.Bounded(prefix);
        return FormAnswer.OfAsync(
            async () =>
            {
                var form = request.HasFormContentType ? await request.ReadFormAsync(cancellation) : FormCollection.Empty;
                foreach (var file in form.Files.Where(file => file.FileName.Length > 0)) await StoreAsync(bucket, folder, file, door);
                return SeeOther.At(BucketAddress.OfFolder(bucket.Value, folder));
            },
            problem => ShowFolder.PageAsync(bucket, folder, after: "", problem, door, objects, cancellation));
    }

    private static async Task StoreAsync(BucketName bucket, string folder, IFormFile file, PersonalDoor door)
    {
        // Some browsers send the whole path.
        var name = file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..];
        if (!ObjectKey.TryParse(folder + name, out var key)) throw new ProblemException(ConsoleProblems.BadField("files", "A name, with the folders before it, has 1 to 1024 bytes."));
        await using var content = file.OpenReadStream();
        await door.DoAsync(UploadFile.RequestOf(bucket, key, file.ContentType, content, file.Length));
    }
}
