using System.Diagnostics;
using System.Text;
using Athanor.Conformance;

namespace Athanor.EndToEnd;

/// <summary>A call of the real binary that goes on until it is ended.</summary>
public sealed class RunningCommand : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private RunningCommand(Process process) => _process = process;

    public static RunningCommand Start(string folder, params string[] arguments) => Start(folder, new Dictionary<string, string>(), arguments);

    public static RunningCommand Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var command = new RunningCommand(new Process
        {
            StartInfo = new(AthanorServer.Binary, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder },
        });
        command._process.StartInfo.Environment["ATHANOR__OBJECTS__LISTEN"] = "";
        foreach (var (name, value) in environment) command._process.StartInfo.Environment[name] = value;
        command._process.OutputDataReceived += (_, line) => command.Note(line.Data);
        command._process.ErrorDataReceived += (_, line) => command.Note(line.Data);
        command._process.Start();
        command._process.BeginOutputReadLine();
        command._process.BeginErrorReadLine();
        return command;
    }

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Until it ends by itself.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async Task WaitForAsync(string text)
    {
        await Eventually.HoldsAsync(() => Task.FromResult(_process.HasExited || Output.Contains(text, StringComparison.Ordinal)), $"it says '{text}'");
        Assert.Contains(text, Output, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}
