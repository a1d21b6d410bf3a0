using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Jobs.Executors.Slurm;

/// <summary>Calls Slurm's own commands, which speak to every version of the cluster that they came with.</summary>
internal sealed class SlurmCommands(SlurmOptions options, TimeProvider clock)
{
    private const int LongestAnswer = 64 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the command printed; what it says of a failure is the problem.</summary>
    public async Task<string> CallAsync(string command, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var (code, output, errors) = await RunAsync(command, arguments, cancellation);
        return code == 0 ? output : throw new ProblemException(JobsProblems.SlurmRefused(command, errors));
    }

    public async Task<(int Code, string Output, string Errors)> RunAsync(string command, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(options.Commands.Length > 0 ? Path.Combine(options.Commands, command) : command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (options.Configuration.Length > 0) start.Environment["SLURM_CONF"] = options.Configuration;
        start.Environment["SLURM_TIME_FORMAT"] = "%s";

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = clock.CreateTimer(_ => patience.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                process.StandardInput.Close();
                var (output, errors) = (ReadAsync(process.StandardOutput, patience.Token), ReadAsync(process.StandardError, patience.Token));
                await process.WaitForExitAsync(patience.Token);
                return (process.ExitCode, await output, await errors);
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }
        }
        catch (Win32Exception missing)
        {
            throw new ProblemException(JobsProblems.SlurmMissing(command, missing.Message), missing);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ProblemException(JobsProblems.SlurmRefused(command, "it does not answer"));
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var (text, buffer) = (new StringBuilder(), new char[8192]);
        for (int count; (count = await reader.ReadAsync(buffer, cancellation)) > 0;)
            if (text.Length < LongestAnswer) text.Append(buffer, 0, count);
        return text.ToString();
    }
}
