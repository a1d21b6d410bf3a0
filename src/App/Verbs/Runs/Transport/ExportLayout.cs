using System.Text.Encodings.Web;
using System.Text.Json;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>
/// How an export lies, in a folder or a tar file: a head; <c>EXPERIMENT/experiment.json</c>; and for each run <c>EXPERIMENT/RUN/</c> with <c>run.json</c>,
/// then <c>metrics.jsonl</c>, a point a line, then <c>artifacts/…</c>, and last <c>complete.json</c>, without which not all of the run is there.
/// </summary>
internal static class ExportLayout
{
    public const string Head = "athanor-runs.json";
    public const string Experiment = "experiment.json";
    public const string Run = "run.json";
    public const string Metrics = "metrics.jsonl";
    public const string Artifacts = "artifacts";
    public const string Complete = "complete.json";

    public const string Format = "athanor-runs";
    public const int Version = 1;

    /// <summary>A run with all its texts.</summary>
    public const int LongestDocument = 64 << 20;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 8, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
}
