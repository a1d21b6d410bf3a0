using System.Text.Json;
using Athanor.Foundation.Databases;
using Athanor.Tracking.LoggedModels;
using Athanor.Tracking.Model;

namespace Athanor.Tracking;

/// <summary>All SQL of parameters, tags and inputs, and of reading what was logged to many runs.</summary>
internal static class RunDataDatabase
{
    public static List<NamedText> ListParams(ReadSession session, long run, IReadOnlyCollection<string> keys) =>
        session.Query($"SELECT key, value FROM run_params WHERE run = {run} AND key IN {keys}", row => new NamedText(row.Text(0), row.Text(1)));

    public static void AddParam(WriteSession session, Run run, NamedText param) =>
        session.Execute($"INSERT INTO run_params (run, key, value, experiment) VALUES ({run.Key}, {param.Key}, {param.Value}, {run.Experiment.Key})");

    public static void SetTag(WriteSession session, Run run, NamedText tag) => session.Execute(
        $"INSERT INTO run_tags (run, key, value, experiment) VALUES ({run.Key}, {tag.Key}, {tag.Value}, {run.Experiment.Key}) ON CONFLICT (run, key) DO UPDATE SET value = excluded.value");

    public static string? FindTag(ReadSession session, long run, string key) => session.First($"SELECT value FROM run_tags WHERE run = {run} AND key = {key}", row => row.Text(0));

    public static bool RemoveTag(WriteSession session, Run run, string key) => session.Execute($"DELETE FROM run_tags WHERE run = {run.Key} AND key = {key}") > 0;

    /// <summary>One that is there already stays as it is.</summary>
    public static void AddInput(WriteSession session, Run run, DatasetInput input) => session.Execute(
        $"""
        INSERT INTO run_inputs (run, name, digest, context, source_type, source, schema, profile, tags)
        VALUES ({run.Key}, {input.Name}, {input.Digest}, {input.Context}, {input.SourceType}, {input.Source}, {input.Schema}, {input.Profile}, {JsonSerializer.Serialize(input.Tags, TrackingJson.Default.IReadOnlyListNamedText)})
        ON CONFLICT (run, name, digest) DO NOTHING
        """);

    /// <summary>In the order of the runs.</summary>
    public static List<RunData> Load(ReadSession session, IReadOnlyList<Run> runs)
    {
        long[] keys = [.. runs.Select(run => run.Key)];
        var metrics = ListMetrics(session, keys).ToLookup(row => row.Run, row => row.Metric);
        var parameters = ListTexts(session, $"SELECT run, key, value FROM run_params WHERE run IN ", keys);
        var tags = ListTexts(session, $"SELECT run, key, value FROM run_tags WHERE run IN ", keys);
        var inputs = ListInputs(session, keys).ToLookup(row => row.Run, row => row.Input);
        var models = RunModelsDatabase.List(session, keys).ToLookup(row => (row.Run, row.IsOutput), row => row.Model);
        return [.. runs.Select(run => new RunData(run) { ModelInputs = [.. models[(run.Key, false)].Select(model => model.Model)], ModelOutputs = [.. models[(run.Key, true)]], Metrics = [.. metrics[run.Key]], Params = [.. parameters[run.Key]], Tags = [.. tags[run.Key]], Inputs = [.. inputs[run.Key]] })];
    }

    private static ILookup<long, NamedText> ListTexts(ReadSession session, Sql question, long[] keys) => session
        .Query(Numbers.Append(question, keys).Append($" ORDER BY run, key"), row => (Run: row.Long(0), Text: new NamedText(row.Text(1), row.Text(2))))
        .ToLookup(row => row.Run, row => row.Text);

    private static List<(long Run, LoggedMetric Metric)> ListMetrics(ReadSession session, long[] keys)
    {
        Sql sql = $"SELECT run, key, step, timestamp, value FROM run_metrics WHERE run IN ";
        return session.Query(
            Numbers.Append(sql, keys).Append($" ORDER BY run, key"),
            row => (row.Long(0), new LoggedMetric(row.Text(1), new(row.Long(2), row.Long(3), SeriesDatabase.ReadValue(row.DoubleOrNull(4))))));
    }

    private static List<(long Run, DatasetInput Input)> ListInputs(ReadSession session, long[] keys)
    {
        Sql sql = $"SELECT run, name, digest, source_type, source, schema, profile, tags FROM run_inputs WHERE run IN ";
        return session.Query(Numbers.Append(sql, keys).Append($" ORDER BY run, name, digest"), row => (row.Long(0), ReadInput(row)));
    }

    private static DatasetInput ReadInput(Row row) => new(row.Text(1), row.Text(2), row.Text(3), row.Text(4))
    {
        Schema = row.TextOrNull(5),
        Profile = row.TextOrNull(6),
        Tags = JsonSerializer.Deserialize(row.Text(7), TrackingJson.Default.IReadOnlyListNamedText)!,
    };
}
