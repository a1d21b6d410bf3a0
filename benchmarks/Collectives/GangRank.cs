using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Athanor.Compute.Collectives;
using Athanor.Compute.Collectives.Ring;
using Athanor.Compute.Collectives.SharedMemory;
using Athanor.Conformance;

namespace Athanor.Benchmarks.Collectives;

/// <summary>One rank as a process of its own: this program, called with <see cref="Verb"/>.</summary>
internal static class GangRank
{
    public const string Verb = "gang-rank";
    public const string SharedMemory = "shared-memory";
    public const string Ring = "ring";
    public const int Elements = 16 << 20;
    public const int Calls = 10;
    public const int WarmUps = 3;
    private const string SecretVariable = "ATHANOR_BENCHMARK_SECRET";

    /// <summary>GB/s of the vector.</summary>
    public static async Task<double> MeasureAsync(string kind, string folder, int ranks, CancellationToken cancellation)
    {
        var (port, secret) = (FreePort.Find(), Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        return await RankProcesses.MeasureAsync(ranks, rank =>
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, kind, folder]);
            start.Environment["MASTER_ADDR"] = "127.0.0.1";
            start.Environment["MASTER_PORT"] = $"{port}";
            start.Environment[SecretVariable] = secret;
            return start;
        }, cancellation);
    }

    public static async Task<int> RunAsync(string kind, string folder)
    {
        var member = GangMember.FromEnvironment(Environment.GetEnvironmentVariable, Convert.FromHexString(Environment.GetEnvironmentVariable(SecretVariable)!), new byte[1]);
        using var collectives = kind == Ring ? await RingCollectives.JoinAsync(member, CancellationToken.None) : await SharedMemoryCollectives.JoinAsync(member, SharedMemoryCollectives.DefaultFolder, CancellationToken.None);
        var values = new float[Elements];
        values.AsSpan().Fill(1e-6f);
        for (var call = 0; call < WarmUps; call++) collectives.AllReduce(values);
        collectives.Barrier();
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < Calls; call++) collectives.AllReduce(values);
        var rate = (double)Calls * Elements * sizeof(float) / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
        if (member.Rank == 0) Console.WriteLine(rate.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
