using System.Globalization;
using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

/// <summary>Deleting gives room back, and a server that is killed while it moves what is left loses none of it.</summary>
[Trait("Category", "Faults")]
public sealed class CompactionKillTests
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("ATHANOR_FAULTS") == "full" ? 50 : 3;

    [Fact]
    public async Task Most_small_objects_are_deleted_the_disk_shrinks_and_the_rest_reads_back_after_kills()
    {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/boto3")) Requirement.Missing("python3-boto3 is not installed.");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("load.py"), LoadScript, TestContext.Current.CancellationToken);
        await using var server = new AthanorServer { Settings = ["--objects.segment-size", "1MiB", "--objects.compaction-interval", "0", "--telemetry.log-level", "warning"] };
        await server.InitializeAsync();
        var client = new StockClient(server);
        await client.RunAsync("python3", "python3 load.py write", folder.Path);
        var full = await OnDiskAsync(server);
        await client.RunAsync("python3", "python3 load.py thin", folder.Path);

        var readers = client.RunAsync("python3", "python3 load.py read", folder.Path);
        for (var kill = 0; kill < Kills; kill++)
        {
            var compacting = AthanorCommand.RunAsync(server, "objects", "compact");
            await Task.Delay(TimeSpan.FromMilliseconds(150 + (kill * 37 % 200)), TestContext.Current.CancellationToken);
            await server.KillAsync();
            await compacting;
            await server.StartAsync();
        }
        Assert.Equal(0, (await AthanorCommand.RunAsync(server, "objects", "compact")).ExitCode);
        await File.WriteAllTextAsync(folder.File("stop"), "", TestContext.Current.CancellationToken);
        await readers;

        await Eventually.HoldsAsync(async () => await OnDiskAsync(server) < full / 4, "the room is given back");
        await client.RunAsync("python3", "python3 load.py check", folder.Path);
        Assert.Equal(0, (await AthanorCommand.RunAsync(server, "objects", "verify")).ExitCode);
    }

    private static async Task<long> OnDiskAsync(AthanorServer server)
    {
        var space = JsonDocument.Parse((await AthanorCommand.RunAsync(server, "objects", "du", "--json")).Output).RootElement.GetProperty("space");
        return long.Parse(space.GetProperty("total").GetRawText(), CultureInfo.InvariantCulture);
    }

    // Two thousand objects of about 6 kB, of which one in twenty stays. A reader tries each again while the server is away, and takes no other bytes.
    private const string LoadScript =
        """
        import boto3, os, sys, random, time
        from concurrent.futures import ThreadPoolExecutor
        from botocore.config import Config
        from botocore.exceptions import ClientError
        s3 = boto3.client('s3', endpoint_url=os.environ['ENDPOINT'], config=Config(retries={'max_attempts': 1}, max_pool_connections=16, connect_timeout=5, read_timeout=30))
        bucket, count, kept = 'thin-leaves', 2000, range(0, 2000, 20)
        content = lambda number: random.Random(number).randbytes(6000 + number % 500)
        def same(number): assert s3.get_object(Bucket=bucket, Key=f'{number}')['Body'].read() == content(number), number
        pool = ThreadPoolExecutor(12)
        if sys.argv[1] == 'write':
            s3.create_bucket(Bucket=bucket)
            list(pool.map(lambda number: s3.put_object(Bucket=bucket, Key=f'{number}', Body=content(number)), range(count)))
        elif sys.argv[1] == 'thin':
            gone = [{'Key': f'{number}'} for number in range(count) if number not in kept]
            for begin in range(0, len(gone), 1000): s3.delete_objects(Bucket=bucket, Delete={'Objects': gone[begin:begin + 1000], 'Quiet': True})
        elif sys.argv[1] == 'read':
            while not os.path.exists('stop'):
                for number in kept:
                    try: same(number)
                    except ClientError: raise
                    except AssertionError: raise
                    except Exception: time.sleep(.1)
        else: list(pool.map(same, kept))
        """;
}
