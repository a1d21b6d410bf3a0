using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>Runs a request in a process of its own, which is killed when it has not ended a little after its time.</summary>
internal static class SqlProcess
{
    private const int LongestResponse = 16 << 20;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly string[] Environment = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"];

    public static async Task<SqlResponse> RunAsync(SqlRequest request, TimeProvider clock, CancellationToken cancellation)
    {
        using var process = Start(request.Limits.Worker!);
        using var time = new CancellationTokenSource(request.Limits.Time + Grace, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, request, SqlJson.Default.SqlRequest, either.Token);
            await process.StandardInput.BaseStream.WriteAsync("\n"u8.ToArray(), either.Token);
            await process.StandardInput.BaseStream.FlushAsync(either.Token);
            return await ReadAsync(process.StandardOutput.BaseStream, either.Token) ?? throw new ProblemException(ChecksProblems.QueryDied);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ProblemException(ChecksProblems.QueryTooLong(request.Limits.Time));
        }
        catch (IOException error)
        {
            throw new ProblemException(ChecksProblems.QueryDied, error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(IReadOnlyList<string> worker)
    {
        var start = new ProcessStartInfo(worker[0], worker.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => !IsNeeded(name)).ToList()) start.Environment.Remove(name);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new ProblemException(ChecksProblems.NoCommand(worker[0], error.Message), error);
        }
    }

    private static bool IsNeeded(string variable) => Environment.Contains(variable) || variable.StartsWith("DOTNET_", StringComparison.Ordinal);

    // Nothing where the process ended without an answer.
    private static async Task<SqlResponse?> ReadAsync(Stream output, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        var block = new byte[32 << 10];
        while (await output.ReadAsync(block, cancellation) is > 0 and var length)
        {
            if (bytes.Length + length > LongestResponse) return null;
            bytes.Write(block, 0, length);
        }
        return bytes.Length == 0 ? null : JsonSerializer.Deserialize(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), SqlJson.Default.SqlResponse);
    }
}
