using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

/// <summary>Rules as boto3 sets them, followed every second. A date that has passed is due at once, and days are not: no clock has to move.</summary>
public sealed class LifecycleTests : IAsyncLifetime
{
    private readonly AthanorServer _server = new() { Settings = ["--objects.lifecycle-interval", "1s"] };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public Task Boto3_sets_rules_reads_them_back_and_sees_what_they_do() => PythonScript.RunAsync(
        _server,
        """
        import time
        from datetime import datetime, timezone
        past = datetime(2020, 1, 1, tzinfo=timezone.utc)
        def wait(condition):
            for _ in range(100):
                if condition(): return
                time.sleep(0.1)
            raise AssertionError('it did not come to pass')
        def keys(bucket): return [entry['Key'] for entry in admin.list_objects_v2(Bucket=bucket).get('Contents', [])]
        def rules(bucket, *rules): admin.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={'Rules': list(rules)})
        def rule(prefix, **actions): return {'ID': f'for {prefix}', 'Status': 'Enabled', 'Filter': {'Prefix': prefix}, **actions}

        # Plain: what the rule names goes, by its tag and its size alone.
        admin.create_bucket(Bucket='autumn')
        expect(code(admin.get_bucket_lifecycle_configuration, Bucket='autumn'), 'NoSuchLifecycleConfiguration')
        for key, size, tag in [('old/a', 1, ''), ('old/b', 1, ''), ('new', 1, ''), ('by/tag', 9, 'kind=leaf'), ('by/small', 1, 'kind=leaf')]:
            admin.put_object(Bucket='autumn', Key=key, Body=b'x' * size, Tagging=tag)
        rules('autumn', rule('old/', Expiration={'Date': past}),
              {'ID': 'tags', 'Status': 'Enabled', 'Filter': {'And': {'Prefix': 'by/', 'Tags': [{'Key': 'kind', 'Value': 'leaf'}], 'ObjectSizeGreaterThan': 5}}, 'Expiration': {'Date': past}},
              {'Status': 'Enabled', 'Filter': {'Prefix': 'new'}, 'Expiration': {'Days': 10}, 'AbortIncompleteMultipartUpload': {'DaysAfterInitiation': 3}})
        wait(lambda: keys('autumn') == ['by/small', 'new'])
        read = admin.get_bucket_lifecycle_configuration(Bucket='autumn')['Rules']
        assert read[2]['ID'].startswith('rule_') and read[0]['Expiration']['Date'] == past, read
        head = admin.head_object(Bucket='autumn', Key='new')
        assert f'rule-id="{read[2]["ID"]}"' in head['Expiration'] and 'expiry-date="' in head['Expiration'] and '00:00:00 GMT' in head['Expiration'], head
        assert 'Expiration' not in admin.head_object(Bucket='autumn', Key='by/small')
        assert 'rule-id' in admin.put_object(Bucket='autumn', Key='newer', Body=b'')['Expiration']
        started = admin.create_multipart_upload(Bucket='autumn', Key='new/parts')
        assert started['AbortRuleId'] == read[2]['ID'] and (started['AbortDate'] - datetime.now(timezone.utc)).days in (2, 3), started

        # Versions: hidden, not removed; a lock changes nothing in that.
        admin.create_bucket(Bucket='ring', ObjectLockEnabledForBucket=True)
        version = admin.put_object(Bucket='ring', Key='oak', Body=b'leaf', ChecksumAlgorithm='CRC32', ObjectLockLegalHoldStatus='ON')['VersionId']
        rules('ring', rule('', Expiration={'Date': past}, NoncurrentVersionExpiration={'NoncurrentDays': 1}))
        wait(lambda: keys('ring') == [])
        expect(admin.get_object(Bucket='ring', Key='oak', VersionId=version)['Body'].read(), b'leaf')

        # A marker that hides nothing goes.
        admin.create_bucket(Bucket='marks'); admin.put_bucket_versioning(Bucket='marks', VersioningConfiguration={'Status': 'Enabled'})
        admin.delete_object(Bucket='marks', Key='gone'); admin.put_object(Bucket='marks', Key='kept', Body=b''); admin.delete_object(Bucket='marks', Key='kept')
        rules('marks', rule('', Expiration={'ExpiredObjectDeleteMarker': True}))
        wait(lambda: [marker['Key'] for marker in admin.list_object_versions(Bucket='marks').get('DeleteMarkers', [])] == ['kept'])

        # What is not understood is refused.
        def refuses(wanted, **actions): expect(code(admin.put_bucket_lifecycle_configuration, Bucket='autumn', LifecycleConfiguration={'Rules': [rule('', **actions)]}), wanted)
        refuses('NotImplemented', Transitions=[{'Days': 1, 'StorageClass': 'GLACIER'}])
        refuses('InvalidArgument', Expiration={'Days': 0})
        refuses('InvalidRequest')
        admin.delete_bucket_lifecycle(Bucket='autumn')
        expect(code(admin.get_bucket_lifecycle_configuration, Bucket='autumn'), 'NoSuchLifecycleConfiguration')
        """);

    [Fact]
    public async Task A_preview_says_in_xml_and_json_and_on_the_command_line_what_rules_would_do_and_does_nothing()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await PythonScript.RunAsync(_server, "admin.create_bucket(Bucket='looked'); [admin.put_object(Bucket='looked', Key=key, Body=b'leaf') for key in ['old/a', 'old/b', 'new']]");
        const string Xml = "<LifecycleConfiguration><Rule><ID>old</ID><Status>Enabled</Status><Filter><Prefix>old/</Prefix></Filter><Expiration><Date>2020-01-01T00:00:00Z</Date></Expiration></Rule></LifecycleConfiguration>";
        const string Json = """{"Rules":[{"ID":"old","Status":"Enabled","Filter":{"Prefix":"old/"},"Expiration":{"Date":"2020-01-01"}}]}""";

        foreach (var (text, type) in ((string, string)[])[(Xml, "application/xml"), (Json, "application/json")])
        {
            using var answer = await PreviewAsync("looked", text, type);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var preview = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            Assert.Equal((2, 8, true), (preview.GetProperty("counts").GetProperty("removed").GetInt32(), preview.GetProperty("counts").GetProperty("bytes").GetInt32(), preview.GetProperty("isComplete").GetBoolean()));
            Assert.Equal(["old/a", "old/b"], preview.GetProperty("examples").EnumerateArray().Select(example => example.GetProperty("key").GetString()));
        }
        using var bad = await PreviewAsync("looked", """{"Rules":[{"Status":"Enabled","Filter":{},"Expiration":{"Days":-1}}]}""", "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        using var unknown = await PreviewAsync("nowhere", Json, "application/json");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("rules.json"), Json, cancellation);
        var command = await AthanorCommand.RunAsync(_server, "objects", "lifecycle", "preview", "looked", "--file", folder.File("rules.json"));
        Assert.Contains("2 versions removed", command.Output, StringComparison.Ordinal);
        await PythonScript.RunAsync(_server, "expect(len(admin.list_objects_v2(Bucket='looked')['Contents']), 3)");
    }

    private Task<HttpResponseMessage> PreviewAsync(string bucket, string rules, string type) =>
        _server.Client.PostAsync($"/api/v1/buckets/{bucket}/lifecycle/preview", new StringContent(rules, Encoding.UTF8, type), TestContext.Current.CancellationToken);
}
