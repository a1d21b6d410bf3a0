using System.Diagnostics;

namespace Athanor.Conformance.Engines;

/// <summary>A Slurm cluster of four nodes on this machine, made by the project's own script; two may run side by side.</summary>
public sealed class SlurmDaemons : IAsyncDisposable
{
    private const int Ports = 6;
    private readonly TemporaryFolder _folder = new();

    private SlurmDaemons()
    {
    }

    /// <summary>For SLURM_CONF.</summary>
    public string Configuration { get; private set; } = "";

    /// <summary>A folder that all nodes see.</summary>
    public string Shared => _folder.File("shared");

    public static string? WhyMissing => Environment.UserName != "root" ? "A Slurm cluster for tests needs root."
        : File.Exists("/usr/sbin/slurmctld") ? null : "Slurm is not installed (Debian: apt-get install slurm-wlm slurmctld slurmd slurm-client munge).";

    public static async Task<SlurmDaemons> StartNewAsync()
    {
        var daemons = new SlurmDaemons();
        Directory.CreateDirectory(daemons.Shared);
        daemons.Configuration = (await daemons.CallAsync("start", $"{FreePort.FindBlock(Ports)}")).Trim().Split('\n')[^1];
        return daemons;
    }

    /// <summary>Ends a daemon as a crash does: <c>ctld</c>, or a node.</summary>
    public Task KillAsync(string daemon) => CallAsync("kill", daemon);

    public Task ReviveAsync(string daemon) => CallAsync("revive", daemon);

    /// <summary>One of Slurm's own commands.</summary>
    public Task<string> CommandAsync(string command, params string[] arguments) => RunAsync(command, arguments);

    public async ValueTask DisposeAsync()
    {
        if (Configuration.Length > 0) await CallAsync("stop");
        _folder.Dispose();
    }

    private Task<string> CallAsync(string command, params string[] arguments) => RunAsync(Script, [command, _folder.File("slurm"), .. arguments]);

    private async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Configuration.Length > 0) start.Environment["SLURM_CONF"] = Configuration;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        // A daemon keeps what it was started with open, so the end of the output may never come; the end of the script does.
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {await errors}");
    }

    private static string Script
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "tests", "engines", "slurm"))) folder = folder.Parent ?? throw new InvalidOperationException("The script of the cluster is not found.");
            return Path.Combine(folder.FullName, "tests", "engines", "slurm");
        }
    }
}
