using Athanor.Objects.Blobs;

namespace Athanor.Objects.Door;

/// <summary>An object that is replaced or deleted between its row and its bytes is looked for again, as long as nothing of it has been sent.</summary>
internal static class LookAgain
{
    private const int MostAttempts = 5;

    public static async Task WhileMissingAsync(S3Request request, Func<S3Request, Task> answer)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await answer(request);
                return;
            }
            catch (MissingBlobException) when (attempt < MostAttempts && !request.Response.HasStarted)
            {
                S3Answers.Reset(request.Context);
            }
        }
    }
}
