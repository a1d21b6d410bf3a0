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
