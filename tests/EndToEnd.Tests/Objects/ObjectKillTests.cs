using System.Globalization;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

[Trait("Category", "Faults")]
public sealed class ObjectKillTests
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("ATHANOR_FAULTS") == "full" ? 200 : 5;

    [Fact]
    public async Task Every_acknowledged_object_reads_back_with_its_bytes_after_every_kill_and_none_is_half_there()
    {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/boto3")) Requirement.Missing("python3-boto3 is not installed.");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("load.py"), LoadScript, TestContext.Current.CancellationToken);
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        var client = new StockClient(server);
        await client.RunAsync("python3", "python3 load.py create", folder.Path);

        for (var kill = 1; kill <= Kills; kill++)
        {
            var load = client.RunAsync("python3", $"python3 load.py write {kill.ToString(CultureInfo.InvariantCulture)}", folder.Path);
            await Eventually.HoldsAsync(() => Task.FromResult(Acknowledged(folder, kill) >= 10 + (kill * 7 % 40)), "objects are acknowledged");
            await server.KillAsync();
            await load;
            await server.StartAsync();
            await client.RunAsync("python3", "python3 load.py check", folder.Path);
        }

        await server.Client.AssertJournalIsWholeAsync();
    }

    private static int Acknowledged(TemporaryFolder folder, int round)
    {
        var file = folder.File($"written-{round}");
        return File.Exists(file) ? File.ReadAllText(file).Count(letter => letter == '\n') : 0;
    }

    // Four writers put objects of all sizes, replace and delete some, until the server is gone; each notes what was acknowledged, in order.
    // "begun" is noted before a request and "done" after its answer, so that a check knows which end of an unanswered one to allow.
    private const string LoadScript =
        """
        import boto3, os, sys, random, hashlib, threading, glob
        from botocore.config import Config
        s3 = boto3.client('s3', endpoint_url=os.environ['ENDPOINT'], config=Config(retries={'max_attempts': 1}, connect_timeout=5, read_timeout=30))
        bucket = 'killed-leaves'

        def content(key, seed):
            chance = random.Random(f'{key}/{seed}')
            return chance.randbytes(chance.choice([0, 10, 4096, 70000, 200000, 3000000]))

        def write(round):
            lock, journal = threading.Lock(), open(f'written-{round}', 'w')
            def note(*words):
                with lock: journal.write(' '.join(words) + '\n'); journal.flush()
            def work(writer):
                chance = random.Random(f'{round}/{writer}')
                for number in range(100000):
                    key, seed = f'{writer}/{chance.randrange(20)}', f'{round}.{number}'
                    act = 'delete' if chance.random() < .2 else 'put'
                    note('begun', key, act, seed)
                    try:
                        if act == 'put': s3.put_object(Bucket=bucket, Key=key, Body=content(key, seed))
                        else: s3.delete_object(Bucket=bucket, Key=key)
                    except Exception: return
                    note('done', key, act, seed)
            threads = [threading.Thread(target=work, args=(str(writer),)) for writer in range(4)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()

        def check():
            allowed = {}
            for file in sorted(glob.glob('written-*'), key=lambda name: int(name[8:])):
                for line in open(file):
                    state, key, act, seed = line.split()
                    if state == 'done': allowed[key] = [(act, seed)]
                    else: allowed.setdefault(key, [('delete', '')]).append((act, seed))
            found = {}
            for page in s3.get_paginator('list_objects_v2').paginate(Bucket=bucket):
                for entry in page.get('Contents', []): found[entry['Key']] = entry
            for key, ends in allowed.items():
                expected = {hashlib.md5(content(key, seed)).hexdigest() if act == 'put' else None for act, seed in ends}
                actual = hashlib.md5(s3.get_object(Bucket=bucket, Key=key)['Body'].read()).hexdigest() if key in found else None
                assert actual in expected, (key, actual, ends)
                assert actual is None or found[key]['ETag'] == f'"{actual}"', key
            assert not set(found) - set(allowed)

        if sys.argv[1] == 'create': s3.create_bucket(Bucket=bucket)
        elif sys.argv[1] == 'write': write(sys.argv[2])
        else: check()
        """;
}
