using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

/// <summary>What the users of S3 already have must work here unchanged.</summary>
public sealed class StockClientTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private readonly StockClient _client = new(server);

    [Fact]
    public async Task Aws_cli_stores_lists_reads_copies_versions_tags_and_deletes()
    {
        using var folder = new TemporaryFolder();

        var output = await _client.RunAsync(
            "aws",
            """
            aws() { /usr/bin/aws --endpoint-url "$ENDPOINT" "$@"; }
            head -c 30000000 /dev/urandom > big; printf 'hello' > small
            aws s3 mb s3://aws-leaves
            aws s3 cp --no-progress small s3://aws-leaves/a/small.txt
            aws s3 cp --no-progress big s3://aws-leaves/big
            aws s3 cp --no-progress s3://aws-leaves/big back && cmp big back
            aws s3api get-object --bucket aws-leaves --key big --range bytes=8388600-8388620 part > /dev/null
            cmp part <(tail -c +8388601 big | head -c 21)
            aws s3 cp --no-progress s3://aws-leaves/big s3://aws-leaves/copy
            aws s3api head-object --bucket aws-leaves --key copy --query ContentLength
            aws s3 ls s3://aws-leaves/
            curl -fsS "$(aws s3 presign s3://aws-leaves/a/small.txt)"
            aws s3api put-object-tagging --bucket aws-leaves --key copy --tagging 'TagSet=[{Key=species,Value=oak}]'
            aws s3api get-object-tagging --bucket aws-leaves --key copy --query 'TagSet[0].Value' --output text
            aws s3api put-bucket-versioning --bucket aws-leaves --versioning-configuration Status=Enabled
            printf 'one' > v && aws s3 cp --no-progress v s3://aws-leaves/v
            printf 'two' > v && aws s3 cp --no-progress v s3://aws-leaves/v
            aws s3 rm s3://aws-leaves/v
            first=$(aws s3api list-object-versions --bucket aws-leaves --prefix v --query 'Versions[-1].VersionId' --output text)
            aws s3api get-object --bucket aws-leaves --key v --version-id "$first" old > /dev/null && cat old
            aws s3api list-object-versions --bucket aws-leaves --prefix v --query 'length(DeleteMarkers)'
            """,
            folder.Path);

        foreach (var expected in new[] { "PRE a/", "30000000", "hello", "oak", "one" }) Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rclone_syncs_a_tree_with_names_in_several_scripts_and_finds_no_difference()
    {
        using var folder = new TemporaryFolder();

        await _client.RunAsync(
            "rclone",
            """
            mkdir -p tree/deep/er; for i in $(seq 120); do head -c $((i * 700)) /dev/urandom > tree/deep/$i.bin; done
            printf x > 'tree/ü ñ 漢字 +%.txt'; printf y > 'tree/deep/er/Ελιά.txt'; : > tree/empty; head -c 20000000 /dev/urandom > tree/large
            rclone mkdir here:rclone-leaves
            rclone sync tree here:rclone-leaves
            rclone check tree here:rclone-leaves
            rm tree/deep/7.bin; printf z > tree/new; rclone sync tree here:rclone-leaves; rclone check tree here:rclone-leaves
            mkdir back && rclone copy here:rclone-leaves back && diff -r tree back
            """,
            folder.Path);
    }

    [Fact]
    public async Task Restic_backs_up_checks_and_restores_the_same_bytes()
    {
        using var folder = new TemporaryFolder();

        await _client.RunAsync(
            "restic",
            """
            mkdir tree; for i in $(seq 40); do head -c $((i * 50000)) /dev/urandom > tree/$i; done
            export RESTIC_REPOSITORY="s3:$ENDPOINT/restic-leaves" RESTIC_CACHE_DIR="$PWD/cache"
            restic -q init; restic -q backup tree; restic -q check --read-data; restic -q restore latest --target back
            diff -r tree back/tree; restic -q forget --keep-last 1 --prune
            """,
            folder.Path);
    }

    [Fact]
    public async Task S3cmd_puts_in_parts_gets_copies_and_removes()
    {
        using var folder = new TemporaryFolder();

        await _client.RunAsync(
            "s3cmd",
            """
            host=${ENDPOINT#http://}
            s3cmd() { /usr/bin/s3cmd --quiet --access_key="$AWS_ACCESS_KEY_ID" --secret_key="$AWS_SECRET_ACCESS_KEY" --host="$host" --host-bucket="$host" --no-ssl "$@"; }
            head -c 17000000 /dev/urandom > big
            s3cmd mb s3://cmd-leaves; s3cmd --multipart-chunk-size-mb=5 put big s3://cmd-leaves/big
            s3cmd get s3://cmd-leaves/big back; cmp big back
            s3cmd cp s3://cmd-leaves/big s3://cmd-leaves/copy; s3cmd del --recursive --force s3://cmd-leaves; s3cmd rb s3://cmd-leaves
            """,
            folder.Path);
    }

    [Fact]
    public async Task Boto3_meets_the_errors_checksums_conditions_and_pages_it_knows()
    {
        using var folder = new TemporaryFolder();
        if (!Directory.Exists("/usr/lib/python3/dist-packages/boto3")) Requirement.Missing("python3-boto3 is not installed.");
        await File.WriteAllTextAsync(folder.File("test.py"), BotoScript, TestContext.Current.CancellationToken);

        var output = await _client.RunAsync("python3", "python3 test.py", folder.Path);

        Assert.Contains("all as expected", output, StringComparison.Ordinal);
    }

    private const string BotoScript =
        """
        import boto3, os
        from botocore.exceptions import ClientError
        s3 = boto3.client('s3', endpoint_url=os.environ['ENDPOINT'])
        s3.create_bucket(Bucket='boto-leaves')
        def code(call, **arguments):
            try: call(Bucket='boto-leaves', **arguments)
            except ClientError as error: return error.response['Error']['Code']
        s3.put_object(Bucket='boto-leaves', Key='a', Body=b'0123456789', Metadata={'species': 'oak'}, ContentType='text/plain')
        got = s3.get_object(Bucket='boto-leaves', Key='a', Range='bytes=2-4')
        assert (got['Body'].read(), got['ContentRange'], got['Metadata'], got['ContentType']) == (b'234', 'bytes 2-4/10', {'species': 'oak'}, 'text/plain')
        assert s3.put_object(Bucket='boto-leaves', Key='c', Body=b'abc', ChecksumAlgorithm='SHA256')['ChecksumSHA256'] == 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='
        assert code(s3.get_object, Key='nothing') == 'NoSuchKey' and code(s3.head_object, Key='nothing') == '404'
        assert code(s3.get_object, Key='a', Range='bytes=10-20') == 'InvalidRange'
        assert code(s3.get_object, Key='a', IfNoneMatch=got['ETag']) == '304' and code(s3.get_object, Key='a', IfMatch='"0"') == 'PreconditionFailed'
        assert code(s3.get_bucket_policy) == 'NoSuchBucketPolicy' and code(s3.put_bucket_policy, Policy='{}') == 'MalformedPolicy'
        for number in range(1050): s3.put_object(Bucket='boto-leaves', Key=f'many/{number:04}', Body=b'')
        pages = list(s3.get_paginator('list_objects_v2').paginate(Bucket='boto-leaves', Prefix='many/'))
        assert [len(page['Contents']) for page in pages] == [1000, 50]
        assert s3.list_objects_v2(Bucket='boto-leaves', Delimiter='/')['CommonPrefixes'] == [{'Prefix': 'many/'}]
        keys = [{'Key': f'many/{number:04}'} for number in range(1000)]
        assert len(s3.delete_objects(Bucket='boto-leaves', Delete={'Objects': keys})['Deleted']) == 1000
        assert code(s3.delete_bucket) == 'BucketNotEmpty'
        print('all as expected')
        """;
}
