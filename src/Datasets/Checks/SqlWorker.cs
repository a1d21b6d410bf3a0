using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using Athanor.Datasets.Checks.Sql;

namespace Athanor.Datasets.Checks;

/// <summary>
/// The other side of a query that runs in a process of its own: a line of JSON comes in, its answer goes out. The process ends itself when
/// whoever asked has gone, and when it takes far more memory than it may.
/// </summary>
public static class SqlWorker
{
    private const long MemoryOfTheProgram = 512L << 20;
    private const int LongestRequest = 16 << 20;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(Stream input, Stream output, TimeProvider clock, CancellationToken cancellation)
    {
        OfferToTheKernelFirst();
        var reader = PipeReader.Create(input);
        if (await ReadAsync(reader, cancellation) is not { } request) return;

        await using var watch = clock.CreateTimer(_ => EndIfTooLarge(request.Limits.MemoryBytes), null, Beat, Beat);
        _ = EndWithInputAsync(reader);
        await JsonSerializer.SerializeAsync(output, await SqlEngine.RunAsync(request, clock, cancellation), SqlJson.Default.SqlResponse, cancellation);
        await output.FlushAsync(cancellation);
    }

    private static async Task<SqlRequest?> ReadAsync(PipeReader reader, CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation) is var result)
        {
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var request = Parse(result.Buffer.Slice(0, end));
                reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return request;
            }
            if (result.IsCompleted || result.Buffer.Length > LongestRequest) return null;
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
        return null;
    }

    private static async Task EndWithInputAsync(PipeReader reader)
    {
        while (!(await reader.ReadAsync()).IsCompleted)
        {
        }
        EndNow();
    }

    // When memory runs out, this process is the one to lose, and not the server.
    private static void OfferToTheKernelFirst()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static void EndIfTooLarge(long memory)
    {
        if (Environment.WorkingSet > memory + MemoryOfTheProgram) EndNow();
    }

    // Nothing of this process is worth waiting for.
    private static void EndNow() => Process.GetCurrentProcess().Kill();

    private static SqlRequest? Parse(ReadOnlySequence<byte> line)
    {
        var json = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize(ref json, SqlJson.Default.SqlRequest);
    }
}
