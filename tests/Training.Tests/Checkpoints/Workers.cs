using System.Security.Cryptography;
using Athanor.Compute.Collectives;
using Athanor.Compute.Collectives.SharedMemory;
using Athanor.Conformance;

namespace Athanor.Training.Checkpoints;

/// <summary>Workers as threads of the test.</summary>
internal static class Workers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<T>> RunAsync<T>(int size, Func<ICollectives, T> act, TimeSpan? answerWithin = null)
    {
        var (port, secret) = (FreePort.Find(), RandomNumberGenerator.GetBytes(32));
        return await Task.WhenAll(Enumerable.Range(0, size).Select(RankAsync)).WaitAsync(Patience, TestContext.Current.CancellationToken);

        async Task<T> RankAsync(int rank)
        {
            var member = GangMember.Create(rank, size, "127.0.0.1", port, secret, "test"u8.ToArray()) with { AnswerWithin = answerWithin ?? TimeSpan.FromSeconds(30) };
            using var workers = await SharedMemoryCollectives.JoinAsync(member, SharedMemoryCollectives.DefaultFolder, TestContext.Current.CancellationToken);
            return await Task.Factory.StartNew(() => act(workers), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }
}
