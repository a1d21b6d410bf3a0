using Athanor.Benchmarks.Harness;
using Athanor.Foundation.Databases;

namespace Athanor.Benchmarks.Tracking;

/// <summary>Writes runs as rows, many at once: a million requests would take longer than the question is worth.</summary>
internal static class RunsMaker
{
    private const int AtOnce = 50_000;
    private static readonly string[] Metrics = ["loss", "accuracy", "seconds"];

    /// <summary>Into the experiments that are named by how many runs they are to have.</summary>
    public static async Task FillAsync(Workplace workplace, IReadOnlyList<int> experiments, CancellationToken cancellation)
    {
        await using var database = DatabaseOpener.OpenAsItIs(new(), Path.Combine(workplace.Directory, "data"), workplace.Clock);
        foreach (var runs in experiments)
        {
            Workplace.Say($"writing {runs:N0} runs");
            var experiment = await database.ReadAsync(session => session.Count($"SELECT id FROM experiments WHERE name = {$"{runs}"}"), cancellation);
            for (var first = 0; first < runs; first += AtOnce) await database.WriteAsync(session => Add(session, experiment, Math.Min(AtOnce, runs - first)), cancellation);
        }
    }

    private static int Add(WriteSession session, long experiment, int count)
    {
        var (last, series) = (session.Count($"SELECT COALESCE(MAX(id), 0) FROM runs"), session.Count($"SELECT COALESCE(MAX(series), 0) FROM run_metrics"));
        session.Execute(
            $"""
            WITH RECURSIVE numbers(number) AS (SELECT {last + 1} UNION ALL SELECT number + 1 FROM numbers WHERE number < {last + count})
            INSERT INTO runs (id, uuid, experiment, name, user_id, status, start_time, end_time, artifact_uri, is_deleted)
            SELECT number, printf('%032x', number * 2654435761), {experiment}, printf('run-%07d', number), 'ada', 'FINISHED', 1790000000000 + number, 1790000060000 + number, printf('mlflow-artifacts:/1/%032x/artifacts', number), 0 FROM numbers
            """);
        foreach (var (key, index) in Metrics.Select((key, index) => (key, index)))
        {
            session.Execute(
                $"""
                INSERT INTO run_metrics (run, key, experiment, series, step, timestamp, value, greatest_step, greatest_timestamp, open_block)
                SELECT id, {key}, experiment, {series} + ((id - {last} - 1) * 3) + {index + 1}, 99, start_time, ((id * {7919 + (index * 104_729)}) % 1000003) / 1000003.0, 99, start_time, 0 FROM runs WHERE id > {last}
                """);
        }
        foreach (var (key, kinds) in new[] { ("depth", 8), ("width", 64), ("rate", 1000), ("seed", 1_000_000) })
            session.Execute($"INSERT INTO run_params (run, key, value, experiment) SELECT id, {key}, CAST((id * 31) % {kinds} AS TEXT), experiment FROM runs WHERE id > {last}");
        session.Execute($"INSERT INTO run_tags (run, key, value, experiment) SELECT id, 'mlflow.runName', name, experiment FROM runs WHERE id > {last}");
        return session.Execute($"INSERT INTO run_tags (run, key, value, experiment) SELECT id, 'team', 'team-' || (id % 10), experiment FROM runs WHERE id > {last}");
    }
}
