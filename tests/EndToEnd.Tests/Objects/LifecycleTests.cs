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
}
