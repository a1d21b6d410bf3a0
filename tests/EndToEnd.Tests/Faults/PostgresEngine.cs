using Athanor.Conformance;

namespace Athanor.EndToEnd.Faults;

/// <summary>A real PostgreSQL server that the test may stop, kill and start again.</summary>
internal sealed class PostgresEngine : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "tests", "engines", "postgres");

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"athanor-test-postgres-{Path.GetRandomFileName()}");
    private readonly int _port = FreePort.Find();

    private PostgresEngine()
    {
    }

    /// <summary>With the password, as it stands in the setting.</summary>
    public string Url { get; private set; } = "";

    public static async Task<PostgresEngine> StartNewAsync()
    {
        if (!Directory.Exists("/usr/lib/postgresql")) Requirement.Missing("PostgreSQL is not installed (Debian: apt-get install postgresql).");
        var engine = new PostgresEngine();
        await engine.StartAsync();
        return engine;
    }

    /// <summary>Flags that point a server here; the address holds a password, so it stands in a file.</summary>
    public IReadOnlyList<string> Settings(string masterKey = "")
    {
        File.WriteAllText(SettingsFile, $"database: {{ url: \"{Url}\" }}\naccess: {{ master-key: \"{masterKey}\" }}\n");
        return ["--config", SettingsFile];
    }

    // A kill of its process is not a loss of power: what it wrote is in the kernel's hands, and no fsync is needed.
    public async Task StartAsync() => Url = (await RunAsync("start", _folder, _port.ToString(), "-c", "fsync=off")).Trim().Split('\n')[^1];

    public Task StopAsync() => RunAsync("stop", _folder);

    public Task KillAsync() => RunAsync("kill", _folder);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        File.Delete(SettingsFile);
        Directory.Delete(_folder, recursive: true);
    }

    private string SettingsFile => $"{_folder}.yaml";

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var result = await AthanorCommand.RunProgramAsync(Script, Repository.Root, arguments, new Dictionary<string, string>());
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{Script} {arguments[0]}: {result.Errors}");
    }
}
