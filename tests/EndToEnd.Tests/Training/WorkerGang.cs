using System.Diagnostics;
using System.Security.Cryptography;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Training;

/// <summary>The workers of one run as processes of the real program, started as a job would start them, and started again when some were killed.</summary>
internal sealed class WorkerGang(string folder, int size, string recipe) : IDisposable
{
    private readonly Dictionary<string, string> _variables = new()
    {
        ["OMP_NUM_THREADS"] = "1",
        ["WORLD_SIZE"] = $"{size}",
        ["LOCAL_WORLD_SIZE"] = $"{size}",
        ["MASTER_ADDR"] = "127.0.0.1",
    };

    private List<Process> _workers = [];
    private List<Task<string>> _outputs = [];

    public string ModelFile => Path.Combine(folder, "model", "model.safetensors");

    public void Start()
    {
        var (port, token) = (FreePort.Find(), Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        _workers = [.. Enumerable.Range(0, size).Select(rank => Start(rank, port, token))];
        _outputs = [.. _workers.Select(worker => Task.WhenAll(worker.StandardOutput.ReadToEndAsync(), worker.StandardError.ReadToEndAsync()).ContinueWith(both => string.Concat(both.Result), TaskScheduler.Default))];
    }

    /// <summary>Whether any of them was still there to be killed.</summary>
    public bool Kill(IReadOnlyList<int> ranks)
    {
        var living = ranks.Where(rank => !_workers[rank].HasExited).ToList();
        foreach (var rank in living) _workers[rank].Kill();
        return living.Count > 0;
    }

    /// <summary>What the first worker said, and whether all ended well.</summary>
    public async Task<(bool Succeeded, string Output)> EndAsync(CancellationToken cancellation)
    {
        await Task.WhenAny(_workers.Select(worker => FailureOfAsync(worker, cancellation)).Append(Task.WhenAll(_workers.Select(worker => worker.WaitForExitAsync(cancellation)))));
        // As a job does: when one fails, the others have nothing left to work with.
        foreach (var worker in _workers.Where(worker => !worker.HasExited)) worker.Kill();
        foreach (var worker in _workers) await worker.WaitForExitAsync(cancellation);
        return (_workers.TrueForAll(worker => worker.ExitCode == 0), string.Join("\n", await Task.WhenAll(_outputs)));
    }

    // Done where the worker fails; where it ends well this never is.
    private static async Task FailureOfAsync(Process worker, CancellationToken cancellation)
    {
        await worker.WaitForExitAsync(cancellation);
        if (worker.ExitCode == 0) await Task.Delay(Timeout.Infinite, cancellation);
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            if (!worker.HasExited) worker.Kill();
            worker.WaitForExit();
            worker.Dispose();
        }
    }

    private Process Start(int rank, int port, string token)
    {
        var start = new ProcessStartInfo(AthanorServer.Binary, ["worker", "train", "--recipe", recipe, "--checkpoint-every", "5"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _variables) start.Environment[name] = value;
        (start.Environment["RANK"], start.Environment["MASTER_PORT"], start.Environment["ATHANOR_TOKEN"]) = ($"{rank}", $"{port}", token);
        return Process.Start(start)!;
    }
}
