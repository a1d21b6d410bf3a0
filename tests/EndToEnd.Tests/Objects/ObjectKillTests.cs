using System.Diagnostics;
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
        await client.RunAsync("python3", "python3 load.py clear", folder.Path);
        using var compaction = await server.Client.PostAsync("/api/v1/objects/compact", content: null, TestContext.Current.CancellationToken);
        compaction.EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => Task.FromResult(SpaceIn(Path.Combine(server.Folder, "objects")) < 64 << 10), "the space of all that was deleted or left by a kill is free");
    }

    /// <summary>What the files in the folder take on disk, holes not counted.</summary>
    private static long SpaceIn(string folder)
    {
        using var find = Process.Start(new ProcessStartInfo("find", [folder, "-type", "f", "-printf", "%b\n"]) { RedirectStandardOutput = true })!;
        return find.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(blocks => long.Parse(blocks, CultureInfo.InvariantCulture) * 512);
    }

    private static int Acknowledged(TemporaryFolder folder, int round)
    {
        var file = folder.File($"written-{round}");
        return File.Exists(file) ? File.ReadAllText(file).Count(letter => letter == '\n') : 0;
    }

    // Four writers put objects of all sizes, whole and in parts, copy, replace and delete some, until the server is gone; each notes what
    // it began before a request and what was done after its answer, so that a check knows which ends of an unanswered one to allow.
    // What a key holds is named by the seed of its bytes; a copy has the seed of what it was copied from.
    private const string LoadScript =
        """
        import boto3, os, sys, random, hashlib, threading, glob
        from botocore.config import Config
        s3 = boto3.client('s3', endpoint_url=os.environ['ENDPOINT'], config=Config(retries={'max_attempts': 1}, connect_timeout=5, read_timeout=30))
        bucket, part = 'killed-leaves', 5 << 20

        def content(seed):
            chance = random.Random(seed)
            return chance.randbytes(part + 1000 if seed.startswith('parts') else chance.choice([0, 10, 4096, 70000, 200000, 3000000]))

        def put_in_parts(key, body):
            upload = s3.create_multipart_upload(Bucket=bucket, Key=key)['UploadId']
            pieces = [s3.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=number, Body=piece)
                      for number, piece in ((1, body[:part]), (2, body[part:]))]
            s3.complete_multipart_upload(Bucket=bucket, Key=key, UploadId=upload,
                MultipartUpload={'Parts': [{'PartNumber': number + 1, 'ETag': piece['ETag']} for number, piece in enumerate(pieces)]})

        def write(round):
            lock, journal = threading.Lock(), open(f'written-{round}', 'w')
            def note(*words):
                with lock: journal.write(' '.join(words) + '\n'); journal.flush()
            def work(writer):
                chance, held = random.Random(f'{round}/{writer}'), {}
                for number in range(100000):
                    key = f'{writer}/{chance.randrange(20)}'
                    act = chance.choices(['put', 'parts', 'copy', 'delete'], [60, 8, 16, 16])[0]
                    source = chance.choice(sorted(held)) if held else None
                    if act == 'copy' and not source: act = 'put'
                    seed = held[source] if act == 'copy' else '-' if act == 'delete' else f'{act}/{round}/{writer}/{number}'
                    note('begun', key, seed)
                    try:
                        if act == 'put': s3.put_object(Bucket=bucket, Key=key, Body=content(seed))
                        elif act == 'parts': put_in_parts(key, content(seed))
                        elif act == 'copy': s3.copy_object(Bucket=bucket, Key=key, CopySource={'Bucket': bucket, 'Key': source}, MetadataDirective='REPLACE')
                        else: s3.delete_object(Bucket=bucket, Key=key)
                    except Exception: return
                    note('done', key, seed)
                    if act == 'delete': held.pop(key, None)
                    else: held[key] = seed
            threads = [threading.Thread(target=work, args=(str(writer),)) for writer in range(4)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()

        def listed():
            return {entry['Key']: entry for page in s3.get_paginator('list_objects_v2').paginate(Bucket=bucket) for entry in page.get('Contents', [])}

        def check():
            allowed = {}
            for file in sorted(glob.glob('written-*'), key=lambda name: int(name[8:])):
                for line in open(file):
                    state, key, seed = line.split()
                    if state == 'done': allowed[key] = [seed]
                    else: allowed.setdefault(key, ['-']).append(seed)
            found, hashes = listed(), {}
            for key, ends in allowed.items():
                expected = {None if seed == '-' else hashlib.md5(content(seed)).hexdigest() for seed in ends}
                actual = hashlib.md5(s3.get_object(Bucket=bucket, Key=key)['Body'].read()).hexdigest() if key in found else None
                assert actual in expected, (key, actual, ends)
                hashes[key] = actual
                tag = found[key]['ETag'].strip('"') if key in found else ''
                assert actual is None or '-' in tag or tag == actual, key
            assert not set(found) - set(allowed)
            # Of an unanswered request only the end that was found is true from now on.
            with open(sorted(glob.glob('written-*'), key=lambda name: int(name[8:]))[-1], 'a') as settled:
                for key, ends in allowed.items():
                    actual = '-' if key not in found else next(seed for seed in ends if seed != '-' and hashlib.md5(content(seed)).hexdigest() == hashes[key])
                    if len(ends) > 1: settled.write(f'done {key} {actual}\n')

        def clear():
            for key in listed(): s3.delete_object(Bucket=bucket, Key=key)
            for upload in s3.list_multipart_uploads(Bucket=bucket).get('Uploads', []):
                s3.abort_multipart_upload(Bucket=bucket, Key=upload['Key'], UploadId=upload['UploadId'])

        if sys.argv[1] == 'create': s3.create_bucket(Bucket=bucket)
        elif sys.argv[1] == 'write': write(sys.argv[2])
        elif sys.argv[1] == 'check': check()
        else: clear()
        """;
}
