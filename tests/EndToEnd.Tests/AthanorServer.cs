using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd;

/// <summary>The real binary on a folder of its own, at a free port. It may be killed and started again on the same folder.</summary>
public sealed partial class AthanorServer : IAsyncLifetime
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Queue<string> _output = new();
    private Process? _process;
    private HttpClient? _client;

    public static string Binary { get; } = Environment.GetEnvironmentVariable("ATHANOR_BINARY") ?? Path.Combine(Repository.Root, "artifacts", "app", "athanor");

    public string Folder { get; } = Directory.CreateTempSubdirectory("athanor-test-").FullName;
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Find()}");
    public Uri S3Address { get; } = new($"http://127.0.0.1:{FreePort.Find()}");

    /// <summary>Further flags, such as <c>--access.free-failures 3</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public AdminKey Admin { get; private set; } = new("", "", "");

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>Sends the administrator's key with each request.</summary>
    public HttpClient Client => _client ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>What the server has said so far, for the message of a test that fails.</summary>
    public string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    public async ValueTask InitializeAsync() => await StartAsync();

    public async Task StartAsync()
    {
        _process = Launch();
        await WaitUntilReadyAsync();
        Admin = JsonSerializer.Deserialize<AdminKey>(await File.ReadAllTextAsync(Path.Combine(Folder, "secrets", "admin.json")), JsonSerializerOptions.Web)!;
        _client ??= CreateClient(Admin.Token);
    }

    /// <summary>As the power would: nothing is finished, nothing is said.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await EndAsync(_process);
    }

    /// <summary>As an operator would: with SIGTERM. Answers the exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (_process is null) return 0;
        _ = SendSignal(_process.Id, Terminate);
        return await EndAsync(_process);
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public HttpClient CreateClient(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _client?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private Process Launch()
    {
        if (!File.Exists(Binary)) throw new InvalidOperationException($"{Binary} is not there: ./build test makes it, or ATHANOR_BINARY names another.");
        var start = new ProcessStartInfo(Binary, ["up", "--data", Folder, "--server.listen", $"127.0.0.1:{Address.Port}", "--objects.listen", S3Address.Authority, .. Settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = CreateClient();
        using var patience = new CancellationTokenSource(Patience);
        while (!await IsReadyAsync(client, patience.Token))
        {
            if (_process!.HasExited || patience.IsCancellationRequested) throw new InvalidOperationException($"The server did not become ready. It said:\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            return (await client.GetAsync("/readyz", cancellation)).IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<int> EndAsync(Process process)
    {
        _process = null;
        using (process)
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
            return process.ExitCode;
        }
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Enqueue(line);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
