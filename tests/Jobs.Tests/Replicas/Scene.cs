using System.Diagnostics;
using System.Text;
using Athanor.Conformance;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Logs;
using Athanor.Jobs.Replicas.Running;

namespace Athanor.Jobs.Tests.Replicas;

/// <summary>A replica's folder, and real shims for it: the program itself, as a server starts it. Nothing of the replica may be left after the test.</summary>
internal sealed class Scene : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _place = new();
    private readonly List<Process> _shims = [];

    public Scene(string? path = null)
    {
        Folder = new(path ?? _place.File("replica"));
        Launch = new(Job: 7, Attempt: 2, Rank: 0, [], _place.File("work")) { Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, Own = [_place.File("work")] };
    }

    public static string Binary => Environment.GetEnvironmentVariable("ATHANOR_BINARY") ?? Path.Combine(AppContext.BaseDirectory, "../../../../artifacts/app/athanor");

    public ReplicaFolder Folder { get; }

    public ReplicaLaunch Launch { get; set; }

    public string LogText => Encoding.UTF8.GetString(LogBytes);

    public byte[] LogBytes => ReadLogAsync(0, follow: false).GetAwaiter().GetResult();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string File(string name) => _place.File(name);

    /// <summary>A script as the command.</summary>
    public Scene Script(string text)
    {
        Launch = Launch with { Command = ["/bin/sh", "-c", text] };
        return this;
    }

    public Task<ReplicaEnd> RunAsync()
    {
        Start();
        return EndAsync();
    }

    /// <summary>Writes the launch down and starts a shim for it alone.</summary>
    public Process Start()
    {
        Folder.Write(Launch);
        return StartShim([Folder.Path]);
    }

    public Process StartShim(IReadOnlyList<string> folders) => StartProgram(Binary, ["worker", "shim", .. folders]);

    public Process StartProgram(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var shim = Process.Start(start) ?? throw new InvalidOperationException("The shim did not start.");
        _shims.Add(shim);
        return shim;
    }

    public async Task<ReplicaEnd> EndAsync() =>
        await ReplicaWatch.EndAsync(Folder, TimeProvider.System, Cancellation).WaitAsync(Patience, Cancellation) ?? throw new InvalidOperationException("The shim died without writing down an end.");

    /// <summary>Waits until the command has written these words to its output.</summary>
    public Task SaysAsync(string words) => Eventually.HoldsAsync(() => Task.FromResult(LogText.Contains(words, StringComparison.Ordinal)), $"the log says '{words}'");

    public async Task<byte[]> ReadLogAsync(long position, bool follow)
    {
        using var all = new MemoryStream();
        await foreach (var piece in ReplicaLog.ReadAsync(Folder, position, follow, TimeProvider.System, Cancellation)) all.Write(piece.Content.Span);
        return all.ToArray();
    }

    public IReadOnlyList<int> Survivors => MarkedProcesses.Find(new(Folder, Launch), 0);

    public void Dispose()
    {
        foreach (var shim in _shims)
        {
            if (!shim.HasExited) shim.Kill();
            shim.WaitForExit();
            shim.Dispose();
        }
        if (System.IO.File.Exists(Folder.LaunchFile)) LostReplica.CleanUpAsync(Folder, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();
        _place.Dispose();
    }
}
