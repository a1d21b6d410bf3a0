using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Import;

/// <summary>Asks again for what may succeed later: the server may be starting anew, and a request that it did carry out changes nothing when it comes twice.</summary>
internal sealed class Repetition(TimeProvider clock)
{
    private const int MostAttempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    public async Task<T> RunAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        for (var (attempt, pause) = (1, FirstPause); ; attempt++, pause *= 2)
        {
            try
            {
                return await ask();
            }
            catch (Exception failure) when (attempt < MostAttempts && IsPassing(failure))
            {
                await Task.Delay(pause, clock, cancellation);
            }
        }
    }

    private static bool IsPassing(Exception failure) => failure is HttpRequestException or ProblemException { Problem.Status: 429 or 502 or 503 or 504 };
}
