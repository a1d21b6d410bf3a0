using System.Security.Cryptography;
using Athanor.Conformance;

namespace Athanor.Compute.Collectives;

/// <summary>Ranks as threads of the test. What each answers, or how it failed, by rank.</summary>
internal sealed class Gang(Func<GangMember, CancellationToken, Task<ICollectives>> join)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly int _port = FreePort.Find();
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(30);

    public GangMember Member(int rank, int size) => GangMember.Create(rank, size, "127.0.0.1", _port, _secret, "one"u8.ToArray()) with { AnswerWithin = AnswerWithin };


    /// <summary>The words of the fault of each rank; null where it had none. Nobody closes before all are through.</summary>
    public async Task<IReadOnlyList<string?>> FaultsAsync(int size, Action<ICollectives> act)
    {
        using var allThrough = new CountdownEvent(size);
        return await RunAsync(size, collectives =>
        {
            try
            {
                act(collectives);
                return null;
            }
            catch (CollectiveException fault)
            {
                return fault.Message;
            }
            finally
            {
                allThrough.Signal();
                allThrough.Wait(TestContext.Current.CancellationToken);
            }
        });
    }

    public async Task<IReadOnlyList<T>> RunAsync<T>(int size, Func<ICollectives, T> act)
    {
        var ranks = Enumerable.Range(0, size).Select(async rank =>
        {
            var collectives = await join(Member(rank, size), TestContext.Current.CancellationToken);
            return await OnItsOwnThreadAsync(() =>
            {
                using (collectives) return act(collectives);
            });
        });
        return await Task.WhenAll(ranks).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static Task<T> OnItsOwnThreadAsync<T>(Func<T> act) => Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
