using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Cleaning;

/// <summary>A command in a session of its own, so that all it starts ends with it.</summary>
internal static partial class StepProcess
{
    // Becomes the command after making it the leader of a new session, and with it of a group of processes of the same number.
    private const string Starter = "setsid";
    private const int Kill = 9;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);
    private static readonly string[] Environment = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR"];

    public static async Task<(bool Succeeded, string Detail, string Output)> RunAsync(string folder, CommandStep step, TimeProvider clock, CancellationToken cancellation)
    {
        using var process = Start(folder, step);
        process.StandardInput.Close();
        var tail = new OutputTail();
        var outputs = Task.WhenAll(tail.ReadAsync(process.StandardOutput.BaseStream), tail.ReadAsync(process.StandardError.BaseStream));
        using var time = new CancellationTokenSource(step.Time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (false, $"it was stopped after {step.Time.TotalSeconds:0.#} s", tail.Text);
        }
        finally
        {
            // One that was stopped at once may not lead its group yet.
            process.Kill(entireProcessTree: true);
            _ = SendSignal(-process.Id, Kill);
        }
        await ListenToTheEndAsync(outputs, clock);
        return (process.ExitCode == 0, $"it ended with exit code {process.ExitCode}", tail.Text);
    }

    private static Process Start(string folder, CommandStep step)
    {
        var start = new ProcessStartInfo(Starter, ["--", .. step.Arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(Environment).ToList()) start.Environment.Remove(name);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new ProblemException(ChecksProblems.NoCommand(Starter, error.Message), error);
        }
    }

    // All writers were killed, but for one that made a session of its own: it is not waited for.
    private static async Task ListenToTheEndAsync(Task outputs, TimeProvider clock)
    {
        try
        {
            await outputs.WaitAsync(LastWords, clock);
        }
        catch (TimeoutException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
