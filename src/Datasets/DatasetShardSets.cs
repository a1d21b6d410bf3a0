using Athanor.Datasets.Loading.Shards;
using Athanor.Datasets.Model;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;

namespace Athanor.Datasets;

/// <summary>Shards that were packed of a commit, wherever they lie: what trains on them comes from that commit.</summary>
public sealed class DatasetShardSets
{
    private readonly IDatabase _database;

    internal DatasetShardSets(IDatabase database) => _database = database;

    public async Task<Subject> RecordAsync(string actor, Dataset dataset, Commit commit, ShardSet set, CancellationToken cancellation)
    {
        var fact = DatasetDirectory.FactOf(actor, "dataset.packed", dataset) with
        {
            Subject = new("shard-set", $"{dataset.Name}/{set.Digest}"),
            Parents = [new("commit", $"{dataset.Name}/{commit.Id}")],
        };
        (fact.Details["shards"], fact.Details["samples"], fact.Details["bytes"]) = (set.Shards, set.Samples, set.Bytes);
        await _database.WriteAsync(session => session.Record(fact), cancellation);
        return fact.Subject;
    }
}
