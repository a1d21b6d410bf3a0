using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A source as somebody named it on the command line, found out for what it is.</summary>
internal sealed class OpenSource : IDisposable
{
    private readonly IDisposable? _held;

    private OpenSource(IRunSource runs, IDisposable? held = null) => (Runs, _held) = (runs, held);

    public IRunSource Runs { get; }

    public static OpenSource Read(string text, string? experiment, TransportNotes notes)
    {
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return OfServer(text, experiment, notes);
        if (File.Exists(text)) return OfTar(text, experiment, notes);
        if (!Directory.Exists(text)) throw new ProblemException(RunCommandProblems.BadSource(text, "is neither a folder nor a file"));

        var folder = new SourceFolder(Path.GetFullPath(text), notes);
        if (folder.ReadText(ExportLayout.Head, Bounds.LongestText) is not { } head) return new(new MlrunsFolder(folder, experiment, notes));
        CheckHead(text, head);
        return new(new ExportedRuns(_ => ExportEntries.OfFolder(folder), experiment, notes));
    }

    public void Dispose() => _held?.Dispose();

    private static OpenSource OfTar(string text, string? experiment, TransportNotes notes)
    {
        var file = File.OpenRead(text);
        return new(new ExportedRuns(cancellation => ExportEntries.OfTar(file, notes, cancellation), experiment, notes), file);
    }

    private static OpenSource OfServer(string text, string? experiment, TransportNotes notes)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0 || address.Query.Length > 0) throw new ProblemException(RunCommandProblems.BadSource("The address", "is not that of a server alone"));
        var mlflow = new MlflowClient(ApiClient.OfOther(new(address.GetLeftPart(UriPartial.Authority)), KeyOfEnvironment()), address.AbsolutePath.TrimEnd('/'));
        return new(new ServerRuns(mlflow, experiment, notes), mlflow);
    }

    // As MLflow's own clients find it; a name goes before a token, as there.
    private static AuthenticationHeaderValue? KeyOfEnvironment() =>
        Invocation.Variable("MLFLOW_TRACKING_USERNAME") is { } name && Invocation.Variable("MLFLOW_TRACKING_PASSWORD") is { } password ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")))
        : Invocation.Variable("MLFLOW_TRACKING_TOKEN") is { } token ? new("Bearer", token)
        : null;

    private static void CheckHead(string place, string text)
    {
        try
        {
            if (JsonSerializer.Deserialize<ExportHead>(text, ExportLayout.Json) is { Format: ExportLayout.Format, Version: ExportLayout.Version }) return;
        }
        catch (JsonException)
        {
            // It is none of ours, whatever it is.
        }
        throw new ProblemException(RunCommandProblems.BadSource(place, "is an export of a kind that is not known here"));
    }
}
