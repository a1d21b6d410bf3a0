using System.Diagnostics.Metrics;
using Athanor.Conformance;
using Athanor.Foundation.Databases;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire.Documents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.Objects.Lifecycle;

/// <summary>The parts that follow lifecycle rules, over rows alone and with a clock that the test moves.</summary>
internal sealed class LifecycleHome
{
    private readonly ObjectRows _rows;

    public LifecycleHome(ObjectRows rows)
    {
        _rows = rows;
        var remover = new BlobRemover(rows.Database, blobs: null!, Clock, NullLogger<BlobRemover>.Instance);
        Objects = new(rows.Database, blobs: null!, remover, Clock, keys: null!);
        Uploads = new(rows.Database, remover, Clock);
        Lifecycle = new(rows.Database, Clock);
        Runner = new(rows.Database, Objects, Uploads, remover, new(), Clock, new(new Meters()), NullLogger<LifecycleRunner>.Instance);
    }

    public ManualClock Clock { get; } = new();
    public ObjectStore Objects { get; }
    public MultipartUploads Uploads { get; }
    public ObjectLifecycle Lifecycle { get; }
    public LifecycleRunner Runner { get; }
    public LifecycleConfiguration? Rules { get; private set; }

    public async Task SetRulesAsync(params LifecycleRule[] rules)
    {
        Rules = new(rules);
        await _rows.Database.WriteAsync(
            session => ObjectsDatabase.SetSetting(session, _rows.Bucket.Id, BucketRules.LifecycleKind, Documents.TextOf(Rules.Write)), TestContext.Current.CancellationToken);
    }

    public async Task<List<StoredObject>> VersionsAsync() =>
        [.. (await _rows.ReadAsync(session => ObjectsDatabase.ListVersions(session, _rows.Bucket.Id, "", null, null, 10_000))).Select(row => row.Object)];

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
