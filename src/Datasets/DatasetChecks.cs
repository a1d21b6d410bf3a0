using System.Text.Json;
using Athanor.Datasets.Checks;
using Athanor.Datasets.Checks.Declaration;
using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Objects;

namespace Athanor.Datasets;

/// <summary>Holds commits against the checks that they declare themselves, and keeps what was found with them.</summary>
public sealed class DatasetChecks
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    private readonly IDatabase _database;
    private readonly ObjectStore _objects;
    private readonly NodeCache _cache;
    private readonly TimeProvider _clock;
    private readonly CheckRunner _runner;

    internal DatasetChecks(IDatabase database, ObjectStore objects, NodeCache cache, CheckLimits limits, TimeProvider clock)
    {
        (_database, _objects, _cache, _clock) = (database, objects, cache, clock);

        // What was found out about some bytes holds for every commit that has them.
        _runner = new(clock, new FindingsInMemory(), limits);
    }

    /// <summary>Null where the commit declares no checks.</summary>
    public async Task<CheckReport?> RunAsync(string actor, Dataset dataset, Commit commit, CancellationToken cancellation)
    {
        var tree = new CheckedVersion(new(_database, _objects, _cache, dataset, commit));
        if (await tree.FindAsync(CheckDeclaration.FileName, cancellation) is null) return null;

        var report = await _runner.RunAsync(tree, await CheckDeclaration.LoadAsync(tree, cancellation), cancellation);
        await _database.WriteAsync(
            session =>
            {
                DatasetsDatabase.SetReport(session, dataset.Id, commit.Id, report.Passed, JsonSerializer.Serialize(report, Json), _clock.GetUtcNow());
                var fact = DatasetDirectory.FactOf(actor, report.Passed ? "dataset.checks-passed" : "dataset.checks-failed", dataset);
                (fact.Details["checks"], fact.Details["failed"]) = (report.Checks.Count, report.Checks.Count(check => !check.Passed));
                session.Record(fact with { Subject = new Subject("commit", $"{dataset.Name}/{commit.Id}"), Parents = [new("dataset", dataset.Name)] });
            },
            cancellation);
        return report;
    }

    /// <summary>What was found when the commit was checked the last time; null where it never was.</summary>
    public async Task<CheckReport?> FindAsync(Dataset dataset, Commit commit, CancellationToken cancellation) =>
        await _database.ReadAsync(session => DatasetsDatabase.FindReport(session, dataset.Id, commit.Id), cancellation) is { } report ? JsonSerializer.Deserialize<CheckReport>(report, Json) : null;
}
