using Athanor.Conformance.Engines;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;

namespace Athanor.Objects.Versions;

/// <summary>Random histories of one bucket against a plain list of versions in memory: what is latest, what is kept, who owns which blob.</summary>
public sealed class VersionKeepingTests(PostgresFixture server)
{
    private static readonly string[] Keys = ["a", "b/1", "b/2"];

    [Theory]
    [InlineData("SQLite", 400)]
    [InlineData("PostgreSQL", 120)]
    public async Task Any_history_leaves_the_versions_blobs_and_usage_that_a_plain_model_has(string engine, int steps)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var chance = new Random(1337);
        var model = new VersionModel();

        for (var step = 0; step < steps; step++)
        {
            await ActAsync(rows, model, chance, step);
            await AssertSameAsync(rows, model);
        }
    }

    private static async Task ActAsync(ObjectRows rows, VersionModel model, Random chance, int step)
    {
        var key = Keys[chance.Next(Keys.Length)];
        switch (chance.Next(10))
        {
            case 0:
                model.Versioning = model.Versioning == Versioning.Off || chance.Next(2) > 0 ? Versioning.Enabled : Versioning.Suspended;
                await rows.SetVersioningAsync(model.Versioning);
                break;
            case < 6:
                var added = rows.NewObject(key, $"v{step:000}", chance.Next(100));
                model.Put(added);
                await rows.PutAsync(added);
                break;
            case < 8:
                var marker = rows.NewObject(key, $"v{step:000}") with { IsMarker = true, Size = 0, ETag = "", Blobs = [] };
                model.Hide(key, marker);
                await rows.Database.WriteAsync(session => new VersionKeeping(session, rows.Bucket).Hide(key, () => marker), TestContext.Current.CancellationToken);
                break;
            default:
                var version = model.AnyVersionOf(key, chance);
                model.Remove(key, version);
                await rows.Database.WriteAsync(session => new VersionKeeping(session, rows.Bucket).Remove(key, version, DateTimeOffset.UnixEpoch, bypassesGovernance: false), TestContext.Current.CancellationToken);
                break;
        }
    }

    private static async Task AssertSameAsync(ObjectRows rows, VersionModel model)
    {
        var (versions, owned, dropped, usage) = await rows.ReadAsync(session => (
            ObjectsDatabase.ListVersions(session, rows.Bucket.Id, "", null, null, 1000).ConvertAll(version => (version.Object.Key, version.Object.Version, version.Object.IsMarker, version.Object.IsLatest, version.Object.ETag)),
            session.Query($"SELECT reference FROM blobs ORDER BY reference", row => row.Text(0)),
            session.Query($"SELECT reference FROM dropped_blobs ORDER BY reference", row => row.Text(0)),
            ObjectsDatabase.Usage(session, rows.Bucket.Id)));

        Assert.Equal(model.All.Select(stored => (stored.Key, stored.Version, stored.IsMarker, model.IsLatest(stored), stored.ETag)), versions);
        Assert.Equal(model.All.SelectMany(stored => stored.Blobs).Select(blob => blob.ToString()).Order(StringComparer.Ordinal), owned);
        Assert.Equal(model.Dropped.Select(blob => blob.ToString()).Order(StringComparer.Ordinal), dropped);
        Assert.Equal(new BucketUsage(model.All.Count(stored => !stored.IsMarker), model.All.Sum(stored => stored.Size)), usage);
    }

    private sealed class VersionModel
    {
        // Of each key, the newest first.
        private readonly SortedDictionary<string, List<StoredObject>> _versions = new(StringComparer.Ordinal);

        public Versioning Versioning { get; set; }

        public List<BlobReference> Dropped { get; } = [];

        public IEnumerable<StoredObject> All => _versions.Values.SelectMany(versions => versions);

        public bool IsLatest(StoredObject stored) => ReferenceEquals(_versions[stored.Key][0], stored);

        public void Put(StoredObject added)
        {
            var versions = Of(added.Key);
            if (Versioning == Versioning.Off) RemoveWhere(versions, _ => true, onlyFirst: true);
            if (Versioning == Versioning.Suspended) RemoveWhere(versions, stored => stored.Version == StoredObject.NullVersion, onlyFirst: false);
            versions.Insert(0, added);
        }

        public void Hide(string key, StoredObject marker)
        {
            if (Versioning == Versioning.Off) RemoveWhere(Of(key), _ => true, onlyFirst: true);
            else Put(marker);
        }

        public void Remove(string key, string version) => RemoveWhere(Of(key), stored => stored.Version == version, onlyFirst: false);

        public string AnyVersionOf(string key, Random chance) => Of(key) is { Count: > 0 } versions ? versions[chance.Next(versions.Count)].Version : "nothing";

        private List<StoredObject> Of(string key) => _versions.TryGetValue(key, out var versions) ? versions : _versions[key] = [];

        private void RemoveWhere(List<StoredObject> versions, Predicate<StoredObject> isGone, bool onlyFirst)
        {
            foreach (var stored in versions.Where(stored => isGone(stored)).Take(onlyFirst ? 1 : int.MaxValue).ToList())
            {
                versions.Remove(stored);
                Dropped.AddRange(stored.Blobs);
            }
        }
    }
}
