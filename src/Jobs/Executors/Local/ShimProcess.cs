using System.Diagnostics;

namespace Athanor.Jobs.Executors.Local;

/// <summary>One shim of this server, and the line of talk with it.</summary>
internal sealed class ShimProcess : IDisposable
{
    private readonly Process _process;
    private TaskCompletionSource<bool>? _ended;
    private string _folder = "";

    private ShimProcess(Process process) => _process = process;

    /// <summary>When it was last put aside.</summary>
    public long IdleSince { get; set; }

    public static ShimProcess Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        // Less to read at the start of each, and nothing of the server's settings where a command could see it.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ATHANOR_", StringComparison.Ordinal) && name != "ATHANOR_TEST_RUN").ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_TieredCompilation"] = "1";
        start.Environment["DOTNET_gcServer"] = "0";
        var shim = new ShimProcess(Process.Start(start) ?? throw new IOException("A shim could not be started."));
        _ = shim.ListenAsync();
        return shim;
    }

    /// <summary>False where the shim is gone. The task says whether it is alive after the replica.</summary>
    public bool TryHand(string folder, out Task<bool> ended)
    {
        var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        (_folder, ended) = (folder, source.Task);
        Volatile.Write(ref _ended, source);
        try
        {
            _process.StandardInput.Write(folder + "\n");
            _process.StandardInput.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // It is gone already.
        }
        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
                if (line == $"ended {_folder}") Interlocked.Exchange(ref _ended, null)?.TrySetResult(true);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The same as the end of its output.
        }
        Interlocked.Exchange(ref _ended, null)?.TrySetResult(false);
    }
}
