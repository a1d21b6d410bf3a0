using System.Text.RegularExpressions;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry.Model;
using Athanor.Tracking.Registry.Sources;

namespace Athanor.Tracking.Registry.Lineage;

/// <summary>Gathers what a version came from out of the tags and inputs of its run, under the names that MLflow's clients and our own trainer give them.</summary>
internal static partial class LineageReader
{
    private static readonly string[] EnvironmentFiles = ["conda.yaml", "python_env.yaml", "requirements.txt"];

    public static VersionLineage Read(ReadSession session, ModelVersion version, IReadOnlyList<ArtifactFile> files)
    {
        var environment = files.Where(file => EnvironmentFiles.Contains(file.Path[(file.Path.LastIndexOf('/') + 1)..])).ToList();
        var known = new VersionLineage { Run = version.Run, LoggedModel = ModelSource.Parse(version.Storage).LoggedModel, Environment = environment };
        if (version.Run is null || TrackingDatabase.FindRun(session, version.Project, version.Run) is not { } found) return known;
        var data = RunDataDatabase.Load(session, [found])[0];
        var tags = data.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        return known with
        {
            RunName = found.Name,
            Experiment = found.Experiment.Id,
            Job = tags.GetValueOrDefault("athanor.job"),
            SourceName = tags.GetValueOrDefault("mlflow.source.name"),
            SourceCommit = tags.GetValueOrDefault("mlflow.source.git.commit"),
            Image = tags.GetValueOrDefault("mlflow.docker.image.uri") ?? tags.GetValueOrDefault("mlflow.docker.image.id"),
            Inputs = [.. data.Inputs.Select(InputOf)],
        };
    }

    /// <summary>What the Journal links the version to; a name that no subject can have is left out.</summary>
    public static IReadOnlyList<Subject> ParentsOf(VersionLineage lineage)
    {
        List<string?> names = [Named("run", lineage.Run), Named("logged-model", lineage.LoggedModel), Named("job", lineage.Job), Named("source-commit", lineage.SourceCommit)];
        foreach (var input in lineage.Inputs) names.Add(input.Commit is { } commit ? $"commit/{commit}" : $"dataset-input/{input.Name}/{input.Digest}");
        return [.. names.Distinct().Where(name => Subject.TryParse(name, out _)).Select(name => Subject.Parse(name!))];
    }

    private static string? Named(string kind, string? name) => name is null or "" ? null : $"{kind}/{name}";

    private static LineageInput InputOf(DatasetInput input)
    {
        var commit = OfCommit().Match(input.Source);
        return new(input.Name, input.Digest, input.Context, input.Source, commit.Success ? $"{commit.Groups[1].Value}/{commit.Groups[2].Value}" : null);
    }

    // DATASET@COMMIT, as jobs name their inputs; it may stand inside of a JSON text.
    [GeneratedRegex("(?<![a-z0-9.-])([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])@([0-9a-f]{64})(?![0-9a-f])")]
    private static partial Regex OfCommit();
}
