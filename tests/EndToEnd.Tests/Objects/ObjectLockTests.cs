namespace Athanor.EndToEnd.Objects;

public sealed class ObjectLockTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public Task Boto3_locks_versions_and_nobody_removes_them_before_their_time() => PythonScript.RunAsync(
        server,
        """
        from datetime import datetime, timedelta, timezone
        now = datetime.now(timezone.utc)
        admin.create_bucket(Bucket='herbarium', ObjectLockEnabledForBucket=True)
        expect(admin.get_bucket_versioning(Bucket='herbarium')['Status'], 'Enabled')
        expect(code(admin.put_bucket_versioning, Bucket='herbarium', VersioningConfiguration={'Status': 'Suspended'}), 'InvalidBucketState')
        def remove(key, version, **more): return code(admin.delete_object, Bucket='herbarium', Key=key, VersionId=version, **more)
        def put(key, **more): return admin.put_object(Bucket='herbarium', Key=key, Body=b'leaf', ChecksumAlgorithm='CRC32', **more)['VersionId']
        def retain(key, version, mode, days, **more):
            return code(admin.put_object_retention, Bucket='herbarium', Key=key, VersionId=version, Retention={'Mode': mode, 'RetainUntilDate': now + timedelta(days=days)}, **more)

        # Governance: kept from a plain delete, not from one with the bypass.
        oak = put('oak', ObjectLockMode='GOVERNANCE', ObjectLockRetainUntilDate=now + timedelta(days=3))
        expect(admin.head_object(Bucket='herbarium', Key='oak')['ObjectLockMode'], 'GOVERNANCE')
        expect(remove('oak', oak), 'AccessDenied')
        failed = admin.delete_objects(Bucket='herbarium', Delete={'Objects': [{'Key': 'oak', 'VersionId': oak}]})['Errors']
        expect([error['Code'] for error in failed], ['AccessDenied'])
        expect(retain('oak', oak, 'GOVERNANCE', 5), 'fine')
        expect(retain('oak', oak, 'GOVERNANCE', 1), 'AccessDenied')
        expect(retain('oak', oak, 'GOVERNANCE', 1, BypassGovernanceRetention=True), 'fine')
        expect(remove('oak', oak, BypassGovernanceRetention=True), 'fine')

        # Compliance: only ever longer.
        elm = put('elm')
        expect(code(admin.get_object_retention, Bucket='herbarium', Key='elm'), 'NoSuchObjectLockConfiguration')
        expect(retain('elm', elm, 'COMPLIANCE', -1), 'InvalidArgument')
        expect(retain('elm', elm, 'COMPLIANCE', 2), 'fine')
        expect(retain('elm', elm, 'COMPLIANCE', 1, BypassGovernanceRetention=True), 'AccessDenied')
        expect(retain('elm', elm, 'GOVERNANCE', 9, BypassGovernanceRetention=True), 'AccessDenied')
        expect(remove('elm', elm, BypassGovernanceRetention=True), 'AccessDenied')
        expect(retain('elm', elm, 'COMPLIANCE', 4), 'fine')
        marker = admin.delete_object(Bucket='herbarium', Key='elm')['VersionId']
        expect(retain('elm', marker, 'COMPLIANCE', 4), 'MethodNotAllowed')
        expect(admin.get_object(Bucket='herbarium', Key='elm', VersionId=elm)['Body'].read(), b'leaf')
        expect(code(admin.delete_bucket, Bucket='herbarium'), 'BucketNotEmpty')

        # A legal hold stays until it is lifted.
        ash = put('ash', ObjectLockLegalHoldStatus='ON')
        expect(admin.get_object_legal_hold(Bucket='herbarium', Key='ash')['LegalHold']['Status'], 'ON')
        expect(admin.get_object(Bucket='herbarium', Key='ash')['ObjectLockLegalHoldStatus'], 'ON')
        expect(remove('ash', ash, BypassGovernanceRetention=True), 'AccessDenied')
        admin.put_object_legal_hold(Bucket='herbarium', Key='ash', LegalHold={'Status': 'OFF'})
        expect(remove('ash', ash), 'fine')

        # The bucket's default holds for what names no retention: objects, copies and uploads in parts.
        bare = boto3.client('s3', endpoint_url=ENDPOINT)
        bare.meta.events.register('before-sign.s3.PutObject', lambda request, **_: request.headers.__delitem__('Content-MD5'))
        expect(code(bare.put_object, Bucket='herbarium', Key='x', Body=b'', ObjectLockMode='GOVERNANCE', ObjectLockRetainUntilDate=now + timedelta(days=3)), 'InvalidRequest')
        admin.put_object_lock_configuration(Bucket='herbarium', ObjectLockConfiguration={'ObjectLockEnabled': 'Enabled', 'Rule': {'DefaultRetention': {'Mode': 'GOVERNANCE', 'Days': 2}}})
        expect(admin.get_object_lock_configuration(Bucket='herbarium')['ObjectLockConfiguration']['Rule']['DefaultRetention'], {'Mode': 'GOVERNANCE', 'Days': 2})
        expect(code(bare.put_object, Bucket='herbarium', Key='fir', Body=b'leaf'), 'InvalidRequest')
        fir = put('fir')
        admin.copy_object(Bucket='herbarium', Key='copy', CopySource='herbarium/fir')
        upload = admin.create_multipart_upload(Bucket='herbarium', Key='parts', ObjectLockLegalHoldStatus='ON')['UploadId']
        part = admin.upload_part(Bucket='herbarium', Key='parts', UploadId=upload, PartNumber=1, Body=b'leaf', ChecksumAlgorithm='CRC32')
        admin.complete_multipart_upload(Bucket='herbarium', Key='parts', UploadId=upload, MultipartUpload={'Parts': [{'PartNumber': 1, 'ETag': part['ETag'], 'ChecksumCRC32': part['ChecksumCRC32']}]})
        for key in ['fir', 'copy', 'parts']:
            head = admin.head_object(Bucket='herbarium', Key=key)
            expect(head['ObjectLockMode'], 'GOVERNANCE')
            assert timedelta(days=1, hours=23) < head['ObjectLockRetainUntilDate'] - now < timedelta(days=2, minutes=5), head
        expect(head['ObjectLockLegalHoldStatus'], 'ON')

        # Elsewhere there are no locks, until a bucket that keeps versions is given them.
        admin.create_bucket(Bucket='meadow')
        expect(code(admin.get_object_lock_configuration, Bucket='meadow'), 'ObjectLockConfigurationNotFoundError')
        expect(code(admin.put_object, Bucket='meadow', Key='x', Body=b'', ObjectLockLegalHoldStatus='ON', ChecksumAlgorithm='CRC32'), 'InvalidRequest')
        expect(code(admin.put_object_lock_configuration, Bucket='meadow', ObjectLockConfiguration={'ObjectLockEnabled': 'Enabled'}), 'InvalidBucketState')
        admin.put_bucket_versioning(Bucket='meadow', VersioningConfiguration={'Status': 'Enabled'})
        admin.put_object_lock_configuration(Bucket='meadow', ObjectLockConfiguration={'ObjectLockEnabled': 'Enabled'})
        """);

    [Fact]
    public async Task A_policy_bounds_retentions_and_who_writes_alone_cannot_bypass_governance()
    {
        var writer = await server.AddPersonAsync("lock-writer", "contributor", "default");
        await PythonScript.RunAsync(
            server,
            $$$"""
            from datetime import datetime, timedelta, timezone
            now = datetime.now(timezone.utc)
            writer = client_of('{{{writer}}}')
            admin.create_bucket(Bucket='archive', ObjectLockEnabledForBucket=True)
            admin.put_bucket_policy(Bucket='archive', Policy=policy(
                statement('Deny', '*', 's3:PutObjectRetention', arn('archive', '*'), Condition={'NumericGreaterThan': {'s3:object-lock-remaining-retention-days': '10'}}),
                statement('Deny', {'AWS': 'lock-writer'}, 's3:PutObjectLegalHold', arn('archive', '*'), Condition={'StringEquals': {'s3:object-lock-legal-hold': 'OFF'}})))
            def lock(client, key, days): return code(client.put_object, Bucket='archive', Key=key, Body=b'a', ChecksumAlgorithm='CRC32', ObjectLockMode='GOVERNANCE', ObjectLockRetainUntilDate=now + timedelta(days=days))
            expect(lock(admin, 'a', 20), 'AccessDenied')
            expect(lock(writer, 'a', 5), 'fine')
            version = admin.head_object(Bucket='archive', Key='a')['VersionId']
            expect(code(writer.put_object_retention, Bucket='archive', Key='a', Retention={'Mode': 'GOVERNANCE', 'RetainUntilDate': now + timedelta(days=30)}), 'AccessDenied')
            expect(code(writer.put_object_legal_hold, Bucket='archive', Key='a', LegalHold={'Status': 'ON'}), 'fine')
            expect(code(writer.put_object_legal_hold, Bucket='archive', Key='a', LegalHold={'Status': 'OFF'}), 'AccessDenied')
            expect(code(admin.put_object_legal_hold, Bucket='archive', Key='a', LegalHold={'Status': 'OFF'}), 'fine')
            expect(code(writer.delete_object, Bucket='archive', Key='a', VersionId=version, BypassGovernanceRetention=True), 'AccessDenied')
            expect(code(admin.delete_object, Bucket='archive', Key='a', VersionId=version, BypassGovernanceRetention=True), 'fine')
            """);
    }
}
