using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Datasets;

/// <summary>A person who works with datasets: a folder of their own, and caches that no other test sees.</summary>
internal sealed class DataHome(AthanorServer server) : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public Dictionary<string, string> Environment => new() { ["XDG_CACHE_HOME"] = Folder.File("cache") };

    /// <summary>The output of <c>athanor data …</c>, which has to succeed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var done = await CommandAsync(arguments);
        Assert.True(done.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"data {string.Join(' ', arguments)} ended with {done.ExitCode}:\n{done.Output}\n{done.Errors}"));
        return done.Output;
    }

    public async Task<JsonElement> AnswerAsync(params string[] arguments) => JsonDocument.Parse(await RunAsync([.. arguments, "--json"])).RootElement;

    public Task<AthanorCommand> CommandAsync(params string[] arguments) => AthanorCommand.RunAsync(Folder.Path, Line(arguments), Environment);

    public RunningCommand Start(params string[] arguments) => RunningCommand.Start(Folder.Path, Environment, Line(arguments));

    public void Write(string path, string content)
    {
        var file = Folder.File(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    /// <summary>What coreutils make of a folder: a digest and a path for each file.</summary>
    public async Task<string> SumsAsync(string folder)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-euo", "pipefail", "-c", "find . -type f -print0 | LC_ALL=C sort -z | xargs -0r sha256sum"]) { RedirectStandardOutput = true, WorkingDirectory = Folder.File(folder) };
        using var process = Process.Start(start)!;
        var sums = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return sums;
    }

    /// <summary>How many requests of a kind the server has answered so far.</summary>
    public int Requests(string kind) => server.Output.Split('\n').Count(line => line.Contains("RequestTelemetry", StringComparison.Ordinal) && line.Contains(kind, StringComparison.Ordinal));

    public void Dispose() => Folder.Dispose();

    private string[] Line(string[] arguments) => ["data", .. arguments, "--data", server.Folder];
}
