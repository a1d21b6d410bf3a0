using Athanor.Conformance.Databases;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;

namespace Athanor.Objects.Versions;

/// <summary>A database with the tables of objects and one bucket in it.</summary>
internal sealed class ObjectRows : IAsyncDisposable
{
    public static readonly IReadOnlyList<Migration> Tables = [.. Migration.Of("foundation", typeof(Database).Assembly), .. Migration.Of("objects", typeof(ObjectStore).Assembly)];

    private readonly DatabaseHome _home;
    private int _blobs;

    private ObjectRows(DatabaseHome home)
    {
        _home = home;
        Database = home.Open(Tables);
    }

    public Database Database { get; }

    public Bucket Bucket { get; private set; } = null!;

    public static TheoryData<string> Engines => new("SQLite", "PostgreSQL");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ObjectRows> CreateAsync(string engine, PostgresFixture server)
    {
        var rows = new ObjectRows(engine == "SQLite" ? new SqliteHome() : await PostgresHome.CreateAsync(server));
        await rows.Database.WriteAsync(session => ObjectsDatabase.AddBucket(session, "leaves", "default", DateTimeOffset.UnixEpoch), Cancellation);
        await rows.SetVersioningAsync(Versioning.Off);
        return rows;
    }

    public async Task SetVersioningAsync(Versioning versioning) => Bucket = await Database.WriteAsync(
        session =>
        {
            var bucket = ObjectsDatabase.FindBucket(session, "leaves")!;
            ObjectsDatabase.SetVersioning(session, bucket.Id, versioning);
            return ObjectsDatabase.FindBucket(session, "leaves")!;
        },
        Cancellation);

    /// <summary>A version as the store would make it, of a blob that nobody else has.</summary>
    public StoredObject NewObject(string key, string version, long size = 10)
    {
        var blob = BlobReference.InFile($"blob{Interlocked.Increment(ref _blobs)}", size);
        return ObjectStore.NewVersion(Bucket, key, size, $"tag-of-{blob.Container}", [blob], new(), DateTimeOffset.UnixEpoch, version);
    }

    public Task PutAsync(params IReadOnlyList<StoredObject> objects) => Database.WriteAsync(
        session =>
        {
            foreach (var added in objects) new VersionKeeping(session, Bucket).Put(added);
        },
        Cancellation);

    public Task<T> ReadAsync<T>(Func<ReadSession, T> question) => Database.ReadAsync(question, Cancellation);

    public ValueTask DisposeAsync() => _home.DisposeAsync();
}
