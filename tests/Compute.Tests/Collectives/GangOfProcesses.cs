using System.Diagnostics;
using System.Security.Cryptography;
using Athanor.Conformance;

namespace Athanor.Compute.Collectives;

/// <summary>Ranks as processes, which may be killed.</summary>
internal sealed class GangOfProcesses : IDisposable
{
    private readonly string _folder;
    private readonly List<Process> _processes;

    public GangOfProcesses(string kind, string folder, int ranks, TimeSpan answerWithin)
    {
        _folder = folder;
        var common = new Dictionary<string, string>
        {
            ["WORLD_SIZE"] = $"{ranks}",
            ["MASTER_ADDR"] = "127.0.0.1",
            ["MASTER_PORT"] = $"{FreePort.Find()}",
            ["ATHANOR_TEST_KIND"] = kind,
            ["ATHANOR_TEST_FOLDER"] = folder,
            ["ATHANOR_TEST_SECRET"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)),
            ["ATHANOR_TEST_PATIENCE"] = $"{answerWithin.TotalMilliseconds:0}",
        };
        _processes = [.. Enumerable.Range(0, ranks).Select(rank => Start(common, rank))];
    }

    public async Task AreWorkingAsync()
    {
        foreach (var (rank, process) in _processes.Index())
        {
            await Eventually.HoldsAsync(() =>
            {
                Assert.False(process.HasExited, $"rank {rank} ended");
                return Task.FromResult(File.Exists(Path.Combine(_folder, $"{rank}.working")));
            }, $"rank {rank} works");
        }
    }

    public void Kill(int rank) => _processes[rank].Kill();

    public void Stop(int rank)
    {
        using var kill = Process.Start("kill", ["-STOP", $"{_processes[rank].Id}"]);
        kill.WaitForExit();
    }

    public async Task<string> FaultOfAsync(int rank)
    {
        var file = Path.Combine(_folder, $"{rank}.fault");
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(file)), $"rank {rank} writes down its fault");
        return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static Process Start(Dictionary<string, string> common, int rank)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noLogo", "-explicit", "only", "-method", $"{typeof(GangChild).FullName}.{nameof(GangChild.Works_until_the_gang_breaks)}"]) { RedirectStandardOutput = true };
        foreach (var (name, value) in common) start.Environment[name] = value;
        start.Environment["RANK"] = $"{rank}";
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }
}
