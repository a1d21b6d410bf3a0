using System.Formats.Tar;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Conformance;
using Athanor.Conformance.Databases;
using Athanor.Conformance.Engines;
using Athanor.Datasets.Checks;
using Athanor.Datasets.Collecting;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Objects;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Athanor.Datasets;

/// <summary>Datasets as the server keeps them, over a real database and real blobs; what the server joins in the background happens when it is asked for.</summary>
internal sealed class DatasetHome : IAsyncDisposable
{
    private static readonly IReadOnlyList<Migration> Tables = [.. Migration.Of("foundation", typeof(IDatabase).Assembly), .. ObjectsSlice.Migrations, .. DatasetsSlice.Migrations];

    private readonly TemporaryFolder _folder = new();
    private readonly DatabaseHome _database;
    private readonly ServiceProvider _services;

    private DatasetHome(DatabaseHome database)
    {
        _database = database;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IDatabase>(database.Open(Tables))
            .AddMetrics()
            .AddObjects(new(), _folder.File("objects"))
            .AddDatasets(new(), CheckLimits.Default)
            .BuildServiceProvider();
    }

    public static TheoryData<string> Engines => new("SQLite", "PostgreSQL");

    public static Caller Ada { get; } = new("ada", PrincipalKind.Person, null, new Dictionary<string, Role> { ["plants"] = Role.Contributor });
    public static Caller Boss { get; } = new("boss", PrincipalKind.Person, null, new Dictionary<string, Role> { ["plants"] = Role.Operator });

    public ManualClock Clock { get; } = new();
    public Dataset Dataset { get; private set; } = null!;
    public DatasetDirectory Directory => _services.GetRequiredService<DatasetDirectory>();
    public DatasetRefs Refs => _services.GetRequiredService<DatasetRefs>();
    public DatasetHistory History => _services.GetRequiredService<DatasetHistory>();
    public DatasetFiles Files => _services.GetRequiredService<DatasetFiles>();
    public DatasetImports Imports => _services.GetRequiredService<DatasetImports>();
    public DatasetChecks Checks => _services.GetRequiredService<DatasetChecks>();

    /// <summary>For how few bytes a collection packs an object anew.</summary>
    public long SmallestGain { get; set; } = 64 << 10;

    public Collector Collector => new(Database, Objects, _services.GetRequiredService<NodeCache>(), new(), _services.GetRequiredService<DatasetsMetrics>(), Clock) { SmallestGain = SmallestGain };
    public ObjectStore Objects => _services.GetRequiredService<ObjectStore>();
    public IDatabase Database => _services.GetRequiredService<IDatabase>();
    public IBlobStore Blobs => _services.GetRequiredService<IBlobStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<DatasetHome> CreateAsync(string engine, PostgresFixture server)
    {
        var home = new DatasetHome(engine == "SQLite" ? new SqliteHome() : await PostgresHome.CreateAsync(server));
        home.Dataset = await home.Directory.CreateAsync(Ada.Actor, "leaves", "plants", "main", [], Cancellation);
        return home;
    }

    /// <summary>The bucket as the S3 door finds it.</summary>
    public async Task<Bucket> BucketAsync() => (await _services.GetRequiredService<BucketDirectory>().FindAsync(Dataset.Name, Cancellation))!;

    public async Task<WriteOutcome> PutAsync(string key, string content)
    {
        var (bucket, bytes) = (await BucketAsync(), Encoding.UTF8.GetBytes(content));
        using var blob = await Objects.ReceiveAsync(PipeReader.Create(new(bytes)), bytes.Length, Cancellation);
        var received = new ReceivedContent(blob.Reference, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))[..32], new Dictionary<string, string>()) { Digest = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        return await Objects.PutAsync(Ada.Actor, bucket, key, received, new(), WriteCondition.None, Cancellation);
    }

    public async Task DeleteAsync(string key) => await Objects.DeleteAsync(Ada.Actor, await BucketAsync(), key, null, WriteCondition.None, Cancellation);

    public async Task CopyAsync(string from, string to)
    {
        var bucket = await BucketAsync();
        var original = (await Objects.FindAsync(bucket, from, null, Cancellation))!;
        await Objects.CopyAsync(Ada.Actor, bucket, original, bucket, to, new(), WriteCondition.None, Cancellation);
    }

    public Task<ImportOutcome> ImportAsync(string branch, IEnumerable<KeyValuePair<string, string>> files) =>
        Imports.ImportAsync(Ada, Dataset, RefName.Parse(branch), "", TarOf(files), null, Cancellation);

    public Task<Commit> CommitAsync(string branch, string message = "What changed") => History.CommitAsync(Ada, Dataset, RefName.Parse(branch), new(message), Cancellation);

    public async Task<string?> ReadAsync(string key)
    {
        var bucket = await BucketAsync();
        if (await Objects.FindAsync(bucket, key, null, Cancellation) is not { } found) return null;
        var content = new MemoryStream();
        var writer = PipeWriter.Create(content, new(leaveOpen: true));
        await Objects.CopyToAsync(bucket, found, 0, found.Size, writer, Cancellation);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(content.ToArray());
    }

    /// <summary>Every file of a version with what is in it.</summary>
    public async Task<Dictionary<string, string>> ReadAllAsync(string reference)
    {
        var files = new Dictionary<string, string>();
        await foreach (var batch in Files.ReadAllAsync(Dataset, reference, "", Cancellation))
            foreach (var file in batch) files[file.Path] = (await ReadAsync($"{reference}/{file.Path}"))!;
        return files;
    }

    public static MemoryStream TarOf(IEnumerable<KeyValuePair<string, string>> files)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var (path, content) in files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        stream.Position = 0;
        return stream;
    }

    /// <summary>What the server does in the background: takes from disk what nothing names.</summary>
    public async Task RemoveBlobsAsync()
    {
        foreach (var remover in _services.GetServices<IHostedService>().Where(service => service.GetType().Name == "BlobRemover"))
        {
            await remover.StartAsync(Cancellation);
            await Eventually.HoldsAsync(async () => await CountRowsAsync("dropped_blobs") == 0, "nothing waits to be removed from disk");
            await remover.StopAsync(Cancellation);
        }
    }

    public Task<long> CountRowsAsync(string table)
    {
        var sql = new Sql(0, 0);
        sql.AppendLiteral($"SELECT COUNT(*) FROM {table}");
        return Database.ReadAsync(session => session.Count(sql), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }
}
