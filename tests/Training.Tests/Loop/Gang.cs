using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Athanor.Compute.Collectives;
using Athanor.Compute.Collectives.SharedMemory;
using Athanor.Conformance;

namespace Athanor.Training.Tests.Loop;

/// <summary>Several workers as threads of the test.</summary>
internal static class Gang
{
    public static T[] Run<T>(int size, Func<ICollectives, T> work)
    {
        if (size == 1)
        {
            using var alone = new Alone();
            return [work(alone)];
        }
        using var folder = new TemporaryFolder();
        var (port, secret, results, fault) = (FreePort.Find(), RandomNumberGenerator.GetBytes(32), new T[size], (Exception?)null);
        var threads = Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                using var workers = SharedMemoryCollectives.JoinAsync(GangMember.Create(rank, size, "127.0.0.1", port, secret, default), folder.Path, CancellationToken.None).GetAwaiter().GetResult();
                results[rank] = work(workers);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref fault, thrown, null);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (fault is not null) ExceptionDispatchInfo.Throw(fault);
        return results;
    }
}
