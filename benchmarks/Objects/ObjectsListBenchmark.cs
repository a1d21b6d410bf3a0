using Athanor.Benchmarks.Harness;
using Athanor.Foundation.Databases;

namespace Athanor.Benchmarks.Objects;

/// <summary>A page of a listing must not cost more because the bucket holds more.</summary>
internal sealed class ObjectsListBenchmark : IBenchmark
{
    private const int Few = 10_000;
    private const int Many = 5_000_000;
    private const int Folders = 1_000;
    private const int Rounds = 9;
    private const int PagesPerRound = 5;
    private static readonly Bar PageBar = Harness.Bar.RatioAtMost(2);

    public string Name => "objects-list";

    public string Description =>
        $"Time of a page of ListObjectsV2 with 1,000 entries and a delimiter in a bucket of {Many:N0} keys, against the same page at {Few:N0}: " +
        $"{Folders:N0} folders at the top, and 1,000 keys in one flat bucket.";

    public string Bar => PageBar.Describe("");

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using (var maker = await ObjectsServer.StartAsync(workplace, cancellation))
        {
            foreach (var keys in (int[])[Few, Many])
            {
                maker.CreateBucket(NameOf("folders", keys));
                maker.CreateBucket(NameOf("flat", keys));
            }
        }
        await FillAsync(workplace, cancellation);

        await using var server = await ObjectsServer.StartAsync(workplace, cancellation);
        var (folders, foldersFew) = await CompareAsync(workplace, server, "folders", "");
        var (flat, flatFew) = await CompareAsync(workplace, server, "flat", "&prefix=leaf-0000%2F&start-after=leaf-0000%2F0005000");
        return new(
            [new("page of folders", "ms", folders.Median, foldersFew.Median, PageBar), new("page of keys", "ms", flat.Median, flatFew.Median, PageBar)],
            [folders, foldersFew, flat, flatFew]);
    }

    private static string NameOf(string shape, int keys) => $"{shape}-{keys}";

    /// <summary>Rows as the store writes them, but many at once: five million requests would take longer than the question is worth.</summary>
    private static async Task FillAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using var database = DatabaseOpener.OpenAsItIs(new(), Path.Combine(workplace.Directory, "data"), workplace.Clock);
        foreach (var keys in (int[])[Few, Many])
        {
            Workplace.Say($"writing {2 * keys:N0} rows");
            await AddAsync(database, NameOf("folders", keys), keys, keys / Folders, cancellation);
            await AddAsync(database, NameOf("flat", keys), keys, keys, cancellation);
        }
    }

    private static Task<int> AddAsync(Database database, string bucket, int keys, int keysPerFolder, CancellationToken cancellation) => database.WriteAsync(
        session => session.Execute(
            $"""
            WITH RECURSIVE numbers(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number + 1 < {keys})
            INSERT INTO objects (bucket, key, version, is_marker, size, etag, stored_at, blobs, headers)
            SELECT (SELECT id FROM buckets WHERE name = {bucket}), printf('leaf-%04d/%07d', number / {keysPerFolder}, number), 'null', 0, 0,
                'd41d8cd98f00b204e9800998ecf8427e', 1795219851183177, '', {"{}"} FROM numbers
            """),
        cancellation);

    private static async Task<(Series Ours, Series Reference)> CompareAsync(Workplace workplace, ObjectsServer server, string shape, string query) => await Turns.TakeAsync(
        $"page of {shape}", "ms", Rounds, () => ListAsync(workplace, server, NameOf(shape, Many), query), () => ListAsync(workplace, server, NameOf(shape, Few), query));

    private static Task<double> ListAsync(Workplace workplace, ObjectsServer server, string bucket, string query)
    {
        using var connection = new RawConnection(server.Port);
        var request = server.Requests.Make("GET", $"/{bucket}", $"delimiter=%2F&list-type=2{query}");
        var begin = workplace.Clock.GetTimestamp();
        for (var page = 0; page < PagesPerRound; page++)
            if (connection.Exchange(request) < 50_000) throw new InvalidOperationException("The page does not hold 1,000 entries.");
        return Task.FromResult(workplace.Clock.GetElapsedTime(begin).TotalMilliseconds / PagesPerRound);
    }
}
