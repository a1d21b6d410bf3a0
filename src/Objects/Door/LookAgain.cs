using Athanor.Objects.Blobs;

namespace Athanor.Objects.Door;

/// <summary>An object that is replaced or deleted between its row and its bytes is looked for again, as long as nothing of it has been sent.</summary>
internal static class LookAgain
{
    public static async Task WhileMissingAsync(S3Request request, Func<S3Request, Task> answer)
    {
        BlobReference? missing = null;
        while (true)
        {
            try
            {
                await answer(request);
                return;
            }
            catch (MissingBlobException lost) when (lost.Blob != missing && !request.Response.HasStarted)
            {
                // Where the row names the same blob again, its bytes are lost.
                missing = lost.Blob;
                S3Answers.Reset(request.Context);
            }
        }
    }
}
