using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

public sealed class OverwriteTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Who_reads_an_object_while_it_is_replaced_gets_one_or_the_other_and_an_object_copied_onto_itself_stays()
    {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/boto3")) Requirement.Missing("python3-boto3 is not installed.");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("race.py"), Script, TestContext.Current.CancellationToken);

        await new StockClient(server).RunAsync("python3", "python3 race.py", folder.Path);
    }

    [Fact]
    public Task Who_reads_and_copies_what_is_replaced_and_deleted_gets_a_whole_object_or_learns_that_it_is_not_there() => PythonScript.RunAsync(
        server,
        """
        import hashlib, time
        from concurrent.futures import ThreadPoolExecutor
        busy = boto3.client('s3', endpoint_url=ENDPOINT, config=Config(retries={'max_attempts': 1}, max_pool_connections=16))
        busy.create_bucket(Bucket='busy')
        end = time.time() + 8
        def write(kind):
            round = 0
            while time.time() < end:
                round += 1
                if kind == 'parts':
                    upload = busy.create_multipart_upload(Bucket='busy', Key=kind)['UploadId']
                    parts = [{'PartNumber': number, 'ETag': busy.upload_part(Bucket='busy', Key=kind, UploadId=upload, PartNumber=number, Body=bytes([round % 250]) * size)['ETag']} for number, size in [(1, 5 << 20), (2, 70000)]]
                    busy.complete_multipart_upload(Bucket='busy', Key=kind, UploadId=upload, MultipartUpload={'Parts': parts})
                else: busy.put_object(Bucket='busy', Key=kind, Body=bytes([round % 250]) * (2000 if kind == 'small' else 2 << 20))
                if round % 3 == 0: busy.delete_object(Bucket='busy', Key=kind)
        def read(kind):
            found = 0
            while time.time() < end:
                try: body = busy.get_object(Bucket='busy', Key=kind)['Body'].read()
                except ClientError as error: expect(error.response['Error']['Code'], 'NoSuchKey')
                else:
                    expect(len(set(body)), 1); expect(len(body) in (2000, 2 << 20, (5 << 20) + 70000), True); found += 1
            return found
        def copy(kind):
            while time.time() < end:
                got = code(busy.copy_object, Bucket='busy', Key=f'{kind}-copy', CopySource=f'busy/{kind}', ServerSideEncryption='AES256')
                assert got in ('fine', 'NoSuchKey'), got
            return 1
        with ThreadPoolExecutor(12) as pool:
            kinds = ['small', 'large', 'parts']
            writing = [pool.submit(write, kind) for kind in kinds]
            reading = [pool.submit(read, kind) for kind in kinds * 2] + [pool.submit(copy, kind) for kind in kinds]
            for each in writing: each.result()
            assert all(each.result() > 0 for each in reading)
        """);

    private const string Script =
        """
        import boto3, os, hashlib
        from concurrent.futures import ThreadPoolExecutor
        from botocore.config import Config
        s3 = boto3.client('s3', endpoint_url=os.environ['ENDPOINT'], config=Config(retries={'max_attempts': 1}, max_pool_connections=16))
        s3.create_bucket(Bucket='raced-leaves')
        def write(round): s3.put_object(Bucket='raced-leaves', Key='leaf', Body=os.urandom(3000 + round % 2000))
        def read(round):
            answer = s3.get_object(Bucket='raced-leaves', Key='leaf')
            assert answer['ETag'].strip('"') == hashlib.md5(answer['Body'].read()).hexdigest()
        write(0)
        with ThreadPoolExecutor(12) as pool: list(pool.map(lambda round: (read if round % 3 else write)(round), range(1500)))
        for _ in range(3): s3.copy_object(Bucket='raced-leaves', Key='leaf', CopySource='raced-leaves/leaf', MetadataDirective='REPLACE', Metadata={'a': 'b'})
        read(0)
        """;
}
