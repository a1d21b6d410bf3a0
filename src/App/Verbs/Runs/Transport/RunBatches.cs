using System.Text.Json.Nodes;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>Cuts what a run holds into batches that MLflow's limits allow, by number and by bytes.</summary>
internal static class RunBatches
{
    /// <summary>So many are never too long, with whatever keys.</summary>
    public const int MostPoints = 500;

    private const int MostTexts = 100;
    private const int MostBytes = 900_000;

    // A letter may become \uXXXX; names and numbers stand around it.
    private const int BytesPerLetter = 6;
    private const int BytesAround = 160;

    public static IEnumerable<JsonArray> Of(IEnumerable<KeyText> texts)
    {
        var (batch, weight) = (new JsonArray(), 0L);
        foreach (var text in texts)
        {
            var more = BytesAround + (BytesPerLetter * (long)(text.Key.Length + text.Value.Length));
            if (batch.Count == MostTexts || (batch.Count > 0 && weight + more > MostBytes))
            {
                yield return batch;
                (batch, weight) = ([], 0);
            }
            batch.Add(new JsonObject { ["key"] = text.Key, ["value"] = text.Value });
            weight += more;
        }
        if (batch.Count > 0) yield return batch;
    }

    public static JsonArray Of(IEnumerable<SourcePoint> points) => [.. points.Select(PointText.Write)];
}
