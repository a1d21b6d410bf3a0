using System.Net;
using Athanor.Conformance;
using Athanor.EndToEnd.Objects;

namespace Athanor.EndToEnd.Datasets;

/// <summary>A dataset at the S3 door, by clients that know nothing of datasets.</summary>
public sealed class DatasetAddressTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task The_aws_command_line_reads_branches_tags_and_commits_and_writes_to_branches()
    {
        using var folder = new TemporaryFolder();
        await server.CreateDatasetAsync("plants");
        await server.ImportAsync("plants", "main", new Dictionary<string, string> { ["photos/oak.txt"] = "an oak", ["photos/fir.txt"] = "a fir" });
        var commit = (await server.CommitAsync("plants", "main")).GetProperty("id").GetString()!;
        await server.Client.CreateAsync(DatasetServer.PathOf("plants", "/tags"), new { name = "v1", @ref = "main" });
        await server.Client.CreateAsync(DatasetServer.PathOf("plants", "/branches"), new { name = "work" });

        await new StockClient(server).RunAsync(
            "aws",
            $$"""
            s3() { aws --endpoint-url "$ENDPOINT" s3 "$@"; }
            for place in main v1 {{commit[..8]}} {{commit}}; do [ "$(s3 cp "s3://plants/$place/photos/oak.txt" -)" = "an oak" ]; done
            [ "$(s3 ls s3://plants/ | tr -d ' ' | tr '\n' ' ')" = "PREmain/ PREv1/ PREwork/ " ]
            [ "$(s3 ls s3://plants/main/photos/ | wc -l)" = 2 ]

            mkdir new; echo larch > new/larch.txt; echo elm > new/elm.txt; head -c 20000000 /dev/urandom > new/large.bin
            s3 sync new s3://plants/work/new --only-show-errors
            [ -z "$(s3 sync new s3://plants/work/new)" ]
            s3 cp s3://plants/work/new/large.bin - | cmp - new/large.bin
            s3 cp s3://plants/main/photos/oak.txt s3://plants/work/photos/copy.txt --only-show-errors
            s3 mv s3://plants/work/photos/fir.txt s3://plants/work/photos/moved.txt --only-show-errors
            s3 sync s3://plants/work/photos back --only-show-errors
            [ "$(ls back | tr '\n' ' ')" = "copy.txt moved.txt oak.txt " ]
            [ "$(cat back/moved.txt)" = "a fir" ]

            refused() { if said=$("$@" 2>&1); then echo "not refused: $*"; exit 1; fi; echo "$said"; }
            refused s3 cp new/elm.txt s3://plants/v1/elm.txt | grep MethodNotAllowed >/dev/null
            refused s3 cp new/elm.txt s3://plants/{{commit[..8]}}/elm.txt | grep MethodNotAllowed >/dev/null
            refused s3 rm s3://plants/v1/photos/oak.txt | grep MethodNotAllowed >/dev/null
            refused s3 cp new/elm.txt s3://plants/nowhere/elm.txt | grep "has no branch 'nowhere'" >/dev/null
            refused aws --endpoint-url "$ENDPOINT" s3api put-bucket-versioning --bucket plants --versioning-configuration Status=Enabled | grep NotImplemented >/dev/null
            """,
            folder.Path);

        Assert.Equal(["photos/fir.txt", "photos/oak.txt"], (await server.ManifestAsync("plants", "main")).Keys);
        Assert.Equal(["new/elm.txt", "new/larch.txt", "new/large.bin", "photos/copy.txt", "photos/moved.txt", "photos/oak.txt"], (await server.ManifestAsync("plants", "work")).Keys);
    }

    [Fact]
    public async Task Rclone_copies_into_a_branch_and_finds_nothing_to_do_afterwards()
    {
        using var folder = new TemporaryFolder();
        await server.CreateDatasetAsync("ferns");

        await new StockClient(server).RunAsync(
            "rclone",
            """
            mkdir -p in/a; for n in $(seq 30); do echo "$n" > "in/a/$n.txt"; done
            rclone copy in HERE:ferns/main/in
            rclone check in HERE:ferns/main/in
            rclone copy -v in HERE:ferns/main/in 2>&1 | grep "There was nothing to transfer" >/dev/null
            rclone sync HERE:ferns/main/in out
            diff -r in out
            """,
            folder.Path);

        Assert.Equal(30, (await server.ManifestAsync("ferns", "main")).Count);
    }

    [Fact]
    public async Task Boto3_reads_ranges_conditions_metadata_and_tags_of_files()
    {
        await server.CreateDatasetAsync("mosses");
        await server.ImportAsync("mosses", "main", new Dictionary<string, string> { ["a.json"] = "0123456789", ["b"] = "second" });

        await PythonScript.RunAsync(
            server,
            """
            s3 = boto3.client('s3', endpoint_url=ENDPOINT)
            got = s3.get_object(Bucket='mosses', Key='main/a.json', Range='bytes=2-4')
            expect(got['Body'].read(), b'234'); expect(got['ContentType'], 'application/json')
            tag = s3.head_object(Bucket='mosses', Key='main/a.json')['ETag']
            expect(code(s3.get_object, Bucket='mosses', Key='main/a.json', IfNoneMatch=tag), '304')
            s3.put_object(Bucket='mosses', Key='main/c', Body=b'third', Metadata={'leaf': 'oak'}, ContentType='text/x-leaf')
            got = s3.head_object(Bucket='mosses', Key='main/c')
            expect(got['Metadata'], {'leaf': 'oak'}); expect(got['ContentType'], 'text/x-leaf')
            s3.put_object_tagging(Bucket='mosses', Key='main/b', Tagging={'TagSet': [{'Key': 'k', 'Value': 'v'}]})
            expect(s3.get_object_tagging(Bucket='mosses', Key='main/b')['TagSet'], [{'Key': 'k', 'Value': 'v'}])
            expect(s3.get_object(Bucket='mosses', Key='main/b')['Body'].read(), b'second')
            s3.create_bucket(Bucket='plain')
            s3.copy_object(Bucket='plain', Key='b', CopySource='mosses/main/b')
            expect(s3.get_object(Bucket='plain', Key='b')['Body'].read(), b'second')
            s3.copy_object(Bucket='mosses', Key='main/d', CopySource='plain/b')
            expect(s3.get_object(Bucket='mosses', Key='main/d')['Body'].read(), b'second')
            expect(s3.delete_objects(Bucket='mosses', Delete={'Objects': [{'Key': 'main/b'}, {'Key': 'main/none'}]})['Deleted'], [{'Key': 'main/b'}, {'Key': 'main/none'}])
            refused = s3.delete_objects(Bucket='mosses', Delete={'Objects': [{'Key': 'main/c'}, {'Key': 'nowhere/c'}]})
            expect([one['Key'] for one in refused['Deleted']], ['main/c']); expect([one['Code'] for one in refused['Errors']], ['NoSuchKey'])
            expect(code(s3.delete_bucket, Bucket='mosses'), 'NotImplemented')
            """);

        Assert.Equal(["a.json", "d"], (await server.ManifestAsync("mosses", "main")).Keys);
    }

    [Fact]
    public async Task The_policy_of_the_bucket_holds_at_the_main_door_too()
    {
        await server.CreateDatasetAsync("guarded");
        await server.ImportAsync("guarded", "main", new Dictionary<string, string> { ["a"] = "1" });
        await server.CommitAsync("guarded", "main");
        using var dan = server.CreateClient(await server.AddPersonAsync("dan", "contributor", "default"));
        await dan.CreateAsync(DatasetServer.PathOf("guarded", "/branches"), new { name = "work" });
        await PythonScript.RunAsync(
            server,
            """
            import json
            s3 = boto3.client('s3', endpoint_url=ENDPOINT)
            deny = lambda action, resource: {'Effect': 'Deny', 'Principal': {'AWS': 'dan'}, 'Action': action, 'Resource': f'arn:aws:s3:::guarded{resource}'}
            s3.put_bucket_policy(Bucket='guarded', Policy=json.dumps({'Version': '2012-10-17', 'Statement': [deny('s3:GetObject', '/main/*'), deny('s3:PutObject', '/main/*')]}))
            """);

        async Task<HttpStatusCode> AskAsync(string path, object? body = null)
        {
            using var answer = body is null ? await dan.GetAsync(DatasetServer.PathOf("guarded", path)) : await dan.PostAsync(DatasetServer.PathOf("guarded", path), body);
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/entries?ref=main"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/samples?ref=main&worldSize=1&rank=0"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/samples?ref=work&worldSize=1&rank=0"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/branches", new { name = "around", from = "main" }));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/branches/work/merge", new { source = "main" }));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/commits/main/checks"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/branches/main/remove", new { paths = new[] { "a" } }));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/branches/work/remove", new { paths = new[] { "a" } }));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/branches/main/commit", new { message = "no" }));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/branches/work/commit", new { message = "yes" }));
    }

    [Fact]
    public async Task Who_may_not_read_a_project_learns_nothing_of_its_datasets()
    {
        await server.CreateDatasetAsync("hidden");
        using var stranger = server.CreateClient(await server.AddPersonAsync("eve"));
        using var viewer = server.CreateClient(await server.AddPersonAsync("vic", "viewer", "default"));

        foreach (var path in new[] { "", "/branches", "/commits", "/entries", "/manifest", "/du" })
        {
            using var refused = await stranger.GetAsync(DatasetServer.PathOf("hidden", path));
            using var allowed = await viewer.GetAsync(DatasetServer.PathOf("hidden", path));
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, allowed.StatusCode));
        }
        foreach (var (path, body) in new (string, object)[] { ("/branches", new { name = "x" }), ("/branches/main/commit", new { message = "x" }), ("/branches/main/remove", new { paths = new[] { "a" } }), ("/gc", new { dryRun = true }) })
        {
            using var refused = await viewer.PostAsync(DatasetServer.PathOf("hidden", path), body);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }
}
