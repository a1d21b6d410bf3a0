using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Athanor.Conformance;

namespace Athanor.Benchmarks.Harness;

/// <summary>The program under test as a server of its own, started and stopped as an operator does it.</summary>
internal sealed partial class AthanorServer : IAsyncDisposable
{
    private const int TerminateSignal = 15;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private AthanorServer(Process process, Uri address, int objectsPort) => (_process, Address, ObjectsPort) = (process, address, objectsPort);

    public Uri Address { get; }

    /// <summary>Where the S3 door is.</summary>
    public int ObjectsPort { get; }

    /// <summary>What the kernel keeps in memory for the process now: VmRSS.</summary>
    public double ResidentMebibytes => Machine.Kibibytes(Machine.ValueOf($"/proc/{_process.Id}/status", "VmRSS")) / 1024;

    public static AthanorServer Start(string binary, string dataDirectory)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var objectsPort = FreePort.Find();
        var start = new ProcessStartInfo(binary, ["up", "--data", dataDirectory, "--server.listen", address.Authority, "--objects.listen", $"127.0.0.1:{objectsPort}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new AthanorServer(Process.Start(start)!, address, objectsPort);
        server._process.OutputDataReceived += server.Keep;
        server._process.ErrorDataReceived += server.Keep;
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    public async Task WaitUntilReadyAsync(HttpClient client, TimeProvider clock, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        while (!await IsReadyAsync(client, cancellation))
        {
            if (_process.HasExited) throw Failure($"ended with exit code {_process.ExitCode}");
            if (clock.GetElapsedTime(started) > Patience) throw Failure($"was not ready after {Patience.TotalSeconds} s");
            await Task.Delay(PollInterval, clock, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _ = SendSignal(_process.Id, TerminateSignal);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw Failure($"did not stop within {Patience.TotalSeconds} s of SIGTERM");
        }
        finally
        {
            _process.Dispose();
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Address, "/readyz"), cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null) _output.Enqueue(line.Data);
    }

    private InvalidOperationException Failure(string what) =>
        new($"The server {what}. Its last words:{Environment.NewLine}{string.Join(Environment.NewLine, _output.TakeLast(20))}");

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SendSignal(int process, int signal);
}
