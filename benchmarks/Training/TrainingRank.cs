using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Athanor.Compute.Collectives;
using Athanor.Compute.Collectives.SharedMemory;
using Athanor.Compute.Devices.Cpu;
using Athanor.Conformance;
using Athanor.Training.Loop;

namespace Athanor.Benchmarks.Training;

/// <summary>Our trainer as a process of its own: this program, called with <see cref="Verb"/>.</summary>
internal static class TrainingRank
{
    public const string Verb = "training-rank";
    public const int WarmUps = 3;
    private const string SecretVariable = "ATHANOR_BENCHMARK_SECRET";

    public static async Task<Pace> MeasureAsync(string network, int ranks, int threads, int steps, CancellationToken cancellation)
    {
        var (port, secret) = (FreePort.Find(), Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        return await PaceProcesses.MeasureAsync(ranks, _ =>
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, network, $"{threads}", $"{steps}"]);
            start.Environment["MASTER_ADDR"] = "127.0.0.1";
            start.Environment["MASTER_PORT"] = $"{port}";
            start.Environment[SecretVariable] = secret;
            start.Environment["DOTNET_gcServer"] = "0";
            return start;
        }, cancellation);
    }

    public static async Task<int> RunAsync(string network, int threads, int steps)
    {
        using var workers = await JoinAsync();
        using var device = new CpuDevice(threads);
        using var task = SyntheticTask.Of(network, device, workers);
        var (begin, allocated, grown, seconds) = (0L, 0L, 0L, 0.0);
        var plan = new TrainingPlan(WarmUps + steps, new(1e-4f, 1, WarmUps + steps), SyntheticTask.RuleOf(network)) { LogEvery = WarmUps + steps, CompareEvery = 0 };
        using var trainer = new Trainer(plan, task, device, workers, new NoCheckpoints(), null, TimeProvider.System)
        {
            Stepped = step =>
            {
                if (step == WarmUps) (begin, allocated) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
                // The last step judges and reports as well.
                if (step == WarmUps + steps - 1) (seconds, grown) = (Stopwatch.GetElapsedTime(begin).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
            },
        };
        trainer.Run(CancellationToken.None);
        if (workers.Rank == 0) Console.WriteLine(JsonSerializer.Serialize(new Pace((steps - 1) * task.SamplesPerStep / seconds, PaceProcesses.PeakOf(Environment.ProcessId), grown)));
        return 0;
    }

    private static async Task<ICollectives> JoinAsync()
    {
        if (Environment.GetEnvironmentVariable("WORLD_SIZE") == "1") return new Alone();
        var member = GangMember.FromEnvironment(Environment.GetEnvironmentVariable, Convert.FromHexString(Environment.GetEnvironmentVariable(SecretVariable)!), new byte[1]);
        return await SharedMemoryCollectives.JoinAsync(member, SharedMemoryCollectives.DefaultFolder, CancellationToken.None);
    }
}
