using System.Collections.Concurrent;
using System.Globalization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Model;
using Athanor.Tracking.Search;

namespace Athanor.Tracking;

/// <summary>The experiments of projects. Every project has one from the start, number 0.</summary>
public sealed class ExperimentBook
{
    private readonly IDatabase _database;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, bool> _begun = new(StringComparer.Ordinal);

    internal ExperimentBook(IDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>Makes the project's first experiment, where it is not there yet.</summary>
    public async Task BeginAsync(string project, CancellationToken cancellation)
    {
        if (_begun.ContainsKey(project)) return;
        if (!await _database.ReadAsync(session => TrackingDatabase.FindExperiment(session, project, Experiment.DefaultNumber) is not null, cancellation))
            await _database.WriteAsync(session => AddDefault(session, project), cancellation);
        _begun[project] = true;
    }

    public async Task<Experiment> CreateAsync(string actor, string project, string name, string? artifactLocation, IReadOnlyList<NamedText> tags, CancellationToken cancellation)
    {
        TrackingRules.CheckExperimentName(name);
        foreach (var tag in tags) TrackingRules.CheckExperimentTag(tag);
        if (artifactLocation is { Length: > 0 }) ArtifactLocation.Check(artifactLocation);
        return await _database.WriteAsync(
            session =>
            {
                RefuseTaken(session, project, name);
                var experiment = Add(session, project, TrackingDatabase.NextNumber(session, project), name, artifactLocation);
                foreach (var tag in tags) TrackingDatabase.SetExperimentTag(session, experiment.Key, tag);
                session.Record(FactOf(actor, "experiment.created", experiment) with { Parents = [new("project", project)] });
                return experiment;
            },
            cancellation);
    }

    public Task<Experiment> GetAsync(string project, string id, CancellationToken cancellation) => _database.ReadAsync(session => WithTags(session, [Find(session, project, id)])[0], cancellation);

    public Task<Experiment> GetByNameAsync(string project, string name, CancellationToken cancellation) => _database.ReadAsync(
        session => WithTags(session, [TrackingDatabase.FindExperiment(session, project, name) ?? throw new ProblemException(TrackingProblems.NoExperimentOfName(name))])[0], cancellation);

    public Task<SearchPage<Experiment>> SearchAsync(string project, ExperimentSearch search, CancellationToken cancellation)
    {
        var query = new ExperimentQuery(project, search);
        return _database.ReadAsync(
            session =>
            {
                var (keys, next) = query.Run(session);
                var found = TrackingDatabase.ListExperiments(session, keys).ToDictionary(experiment => experiment.Key);
                return new SearchPage<Experiment>(WithTags(session, [.. keys.Select(key => found[key])]), next);
            },
            cancellation);
    }

    public Task RenameAsync(string actor, string project, string id, string name, CancellationToken cancellation)
    {
        TrackingRules.CheckExperimentName(name);
        return _database.WriteAsync(
            session =>
            {
                var experiment = FindActive(session, project, id);
                if (experiment.Name == name) return;
                RefuseTaken(session, project, name);
                TrackingDatabase.UpdateExperiment(session, experiment with { Name = name, UpdatedAt = Now() });
                session.Record(FactOf(actor, "experiment.renamed", experiment with { Name = name }));
            },
            cancellation);
    }

    /// <summary>Its runs go with it, and come back with it.</summary>
    public Task DeleteAsync(string actor, string project, string id, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            var experiment = Find(session, project, id);
            if (experiment.IsDeleted) throw new ProblemException(TrackingProblems.NoExperiment(id));
            if (experiment.Number == Experiment.DefaultNumber) throw new ProblemException(TrackingProblems.Invalid("Cannot delete the default experiment '0'. This is an internally reserved experiment."));
            TrackingDatabase.SetExperimentDeleted(session, experiment.Key, Now(), Now());
            session.Record(FactOf(actor, "experiment.deleted", experiment));
        },
        cancellation);

    public Task RestoreAsync(string actor, string project, string id, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            var experiment = Find(session, project, id);
            if (!experiment.IsDeleted) throw new ProblemException(TrackingProblems.NoExperiment(id));
            TrackingDatabase.SetExperimentDeleted(session, experiment.Key, null, Now());
            session.Record(FactOf(actor, "experiment.restored", experiment));
        },
        cancellation);

    public Task SetTagAsync(string project, string id, NamedText tag, CancellationToken cancellation)
    {
        TrackingRules.CheckExperimentTag(tag);
        return _database.WriteAsync(session => TrackingDatabase.SetExperimentTag(session, FindActive(session, project, id).Key, tag), cancellation);
    }

    public Task RemoveTagAsync(string project, string id, string key, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            if (!TrackingDatabase.RemoveExperimentTag(session, FindActive(session, project, id).Key, key)) throw new ProblemException(TrackingProblems.NoExperimentTag(key, id));
        },
        cancellation);

    internal static Experiment Find(ReadSession session, string project, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && TrackingDatabase.FindExperiment(session, project, number) is { } experiment
            ? experiment
            : throw new ProblemException(TrackingProblems.NoExperiment(id));

    internal static Experiment FindActive(ReadSession session, string project, string id) =>
        Find(session, project, id) is { IsDeleted: false } experiment ? experiment : throw new ProblemException(TrackingProblems.ExperimentNotActive(id));

    private static IReadOnlyList<Experiment> WithTags(ReadSession session, IReadOnlyList<Experiment> experiments)
    {
        var tags = TrackingDatabase.ListExperimentTags(session, [.. experiments.Select(experiment => experiment.Key)]).ToLookup(row => row.Experiment, row => row.Tag);
        return [.. experiments.Select(experiment => experiment with { Tags = [.. tags[experiment.Key]] })];
    }

    private static void RefuseTaken(ReadSession session, string project, string name)
    {
        if (TrackingDatabase.FindExperiment(session, project, name) is not { } other) return;
        throw new ProblemException(other.IsDeleted ? TrackingProblems.ExperimentIsDeleted(name) : TrackingProblems.ExperimentExists(name));
    }

    private static Fact FactOf(string actor, string verb, Experiment experiment) =>
        new(actor, verb, new("experiment", $"{experiment.Project}/{experiment.Id}")) { Project = experiment.Project, Details = { ["name"] = experiment.Name } };

    private void AddDefault(WriteSession session, string project)
    {
        if (TrackingDatabase.FindExperiment(session, project, Experiment.DefaultNumber) is null) Add(session, project, Experiment.DefaultNumber, "Default", null);
    }

    private Experiment Add(WriteSession session, string project, long number, string name, string? artifactLocation)
    {
        TrackingDatabase.AddExperiment(session, new(number, project, name, artifactLocation is null or "" ? $"mlflow-artifacts:/{number}" : artifactLocation, false, Now(), Now()));
        return TrackingDatabase.FindExperiment(session, project, number)!;
    }

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();
}
