using System.Diagnostics;

namespace Athanor.Conformance.Engines;

/// <summary>A PostgreSQL server of our own on a free port of loopback, as a user without rights. It ends with us, even when we are killed.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly string _binaries;
    private readonly string _folder;
    private readonly bool _isDurable;
    private Process? _guard;
    private int _port;

    private PostgresServer(string binaries, string folder, bool isDurable)
    {
        _binaries = binaries;
        _folder = folder;
        _isDurable = isDurable;
    }

    /// <summary>Where the server's programs are, or null where it is not installed.</summary>
    public static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Max()
        : null;

    public string Url(string database) => $"postgres://athanor@127.0.0.1:{_port}/{database}";

    /// <summary>A durable server syncs to its disk, as a benchmark must; for tests it is enough to survive the end of its process.</summary>
    public static async Task<PostgresServer> StartNewAsync(string parentFolder, bool isDurable, CancellationToken cancellation)
    {
        var folder = Path.Combine(parentFolder, $"athanor-postgres-{Environment.ProcessId}-{Path.GetRandomFileName()}");
        var server = new PostgresServer(Binaries ?? throw new InvalidOperationException("PostgreSQL is not installed."), folder, isDurable);
        await server.InitializeAsync(cancellation);
        return server;
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        var durability = _isDurable ? "" : " -c fsync=off -c full_page_writes=off";
        await RunAsync("pg_ctl", ["-D", Data, "-w", "-s", "-l", Path.Combine(_folder, "log"), "-o", $"-c listen_addresses=127.0.0.1 -p {_port} -k {_folder} -c max_connections=200{durability}", "start"], cancellation);
    }

    /// <summary>As if its process had been killed: it saves nothing on its way out.</summary>
    public Task StopAtOnceAsync(CancellationToken cancellation) => RunAsync("pg_ctl", ["-D", Data, "-w", "-s", "-m", "immediate", "stop"], cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_guard is null) return;

        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task InitializeAsync(CancellationToken cancellation)
    {
        // Our root may not run it: the folder belongs to the user that does.
        using (var install = Process.Start("install", Environment.IsPrivilegedProcess ? ["-d", "-o", User, "-m", "700", _folder] : ["-d", "-m", "700", _folder])) await install.WaitForExitAsync(cancellation);
        _guard = Process.Start(Describe("sh", ["-c", "cat >/dev/null; \"$0\" -D \"$1\" -w -s -m immediate stop 2>/dev/null; rm -rf \"$1\"", Path.Combine(_binaries, "pg_ctl"), Data]))!;
        await RunAsync("initdb", ["-D", Data, "-U", "athanor", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"], cancellation);

        for (var attempt = 1; ; attempt++)
        {
            _port = FreePort.Find();
            try
            {
                await StartAsync(cancellation);
                return;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Somebody else has taken the port since it was found free.
            }
        }
    }

    private static string User => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var command = Describe(Path.Combine(_binaries, program), arguments);
        command.RedirectStandardOutput = command.RedirectStandardError = true;
        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed with {process.ExitCode}: {await output}{await errors}");
    }

    private ProcessStartInfo Describe(string program, IReadOnlyList<string> arguments)
    {
        IReadOnlyList<string> asUser = Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={User}", "--regid=nogroup", "--clear-groups", "env", $"HOME={_folder}"] : ["env"];
        var command = new ProcessStartInfo(asUser[0]) { RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in asUser.Skip(1).Append(program).Concat(arguments)) command.ArgumentList.Add(argument);
        return command;
    }
}
