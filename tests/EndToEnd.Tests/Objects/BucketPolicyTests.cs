namespace Athanor.EndToEnd.Objects;

/// <summary>Who may use a bucket beyond the roles of its project, as boto3 meets it.</summary>
public sealed class BucketPolicyTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_policy_admits_somebody_without_a_role_to_what_it_names_and_to_nothing_else()
    {
        var ada = await server.AddPersonAsync("ada");

        await PythonScript.RunAsync(server, $$$"""
            ada = client_of('{{{ada}}}')
            admin.create_bucket(Bucket='shared'); admin.create_bucket(Bucket='secret')
            for key in ['open/a', 'open/b', 'closed']: admin.put_object(Bucket='shared', Key=key, Body=b'text', Tagging='species=oak' if key == 'open/b' else '')
            admin.put_object(Bucket='secret', Key='s', Body=b'secret')
            expect(code(ada.get_object, Bucket='shared', Key='open/a'), 'AccessDenied')

            admin.put_bucket_policy(Bucket='shared', Policy=policy(
                statement('Allow', {'AWS': 'person/ada'}, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], arn('shared', 'open/*')),
                statement('Allow', {'AWS': 'arn:aws:iam::123456789012:user/ada'}, 's3:ListBucket', arn('shared'), Condition={'StringLike': {'s3:prefix': 'open/*'}}),
                statement('Deny', '*', 's3:GetObject', arn('shared', '*'), Condition={'StringEquals': {'s3:ExistingObjectTag/species': 'oak'}})))
            expect(json.loads(admin.get_bucket_policy(Bucket='shared')['Policy'])['Statement'][0]['Effect'], 'Allow')
            expect(admin.get_bucket_policy_status(Bucket='shared')['PolicyStatus']['IsPublic'], False)
            expect(ada.get_object(Bucket='shared', Key='open/a')['Body'].read(), b'text')
            ada.put_object(Bucket='shared', Key='open/hers', Body=b'hers')
            expect(code(ada.put_object, Bucket='shared', Key='open/tagged', Body=b'', Tagging='a=b'), 'AccessDenied')
            expect(code(ada.get_object, Bucket='shared', Key='closed'), 'AccessDenied')
            expect(code(ada.put_object, Bucket='shared', Key='closed', Body=b''), 'AccessDenied')
            expect(code(ada.get_object, Bucket='shared', Key='open/none'), 'AccessDenied')
            expect([entry['Key'] for entry in ada.list_objects_v2(Bucket='shared', Prefix='open/')['Contents']], ['open/a', 'open/b', 'open/hers'])
            expect(code(ada.list_objects_v2, Bucket='shared'), 'AccessDenied')
            expect(code(ada.get_object, Bucket='shared', Key='open/b'), 'AccessDenied'); expect(code(admin.get_object, Bucket='shared', Key='open/b'), 'AccessDenied')
            expect(code(ada.get_object, Bucket='shared', Key='open/a', VersionId='null'), 'AccessDenied')

            expect(code(ada.copy_object, Bucket='shared', Key='open/copy', CopySource='secret/s'), 'AccessDenied')
            expect(code(ada.copy_object, Bucket='shared', Key='open/copy', CopySource='shared/closed'), 'AccessDenied')
            ada.copy_object(Bucket='shared', Key='open/copy', CopySource='shared/open/a')
            upload = ada.create_multipart_upload(Bucket='shared', Key='open/large')['UploadId']
            expect(code(ada.upload_part_copy, Bucket='shared', Key='open/large', UploadId=upload, PartNumber=1, CopySource='secret/s'), 'AccessDenied')

            answer = ada.delete_objects(Bucket='shared', Delete={'Objects': [{'Key': 'open/copy'}, {'Key': 'closed'}, {'Key': 'open/a', 'VersionId': 'null'}]})
            expect([entry['Key'] for entry in answer['Deleted']], ['open/copy'])
            expect([(entry['Key'], entry['Code']) for entry in answer['Errors']], [('closed', 'AccessDenied'), ('open/a', 'AccessDenied')])
            expect(admin.get_object(Bucket='shared', Key='closed')['Body'].read(), b'text')

            admin.delete_bucket_policy(Bucket='shared')
            expect(code(ada.get_object, Bucket='shared', Key='open/a'), 'AccessDenied')
            expect(code(admin.get_bucket_policy, Bucket='shared'), 'NoSuchBucketPolicy'); expect(code(admin.get_bucket_policy_status, Bucket='shared'), 'NoSuchBucketPolicy')
            """);
    }

    [Fact]
    public async Task A_denial_stands_above_roles_and_an_administrator_can_take_the_policy_away()
    {
        var operated = await server.AddPersonAsync("olga", "operator", "default");

        await PythonScript.RunAsync(server, $$$"""
            olga = client_of('{{{operated}}}')
            olga.create_bucket(Bucket='locked'); olga.put_object(Bucket='locked', Key='a', Body=b'a')
            olga.put_bucket_policy(Bucket='locked', Policy=policy(statement('Deny', '*', 's3:*', [arn('locked'), arn('locked', '*')])))
            for one in [olga, admin]:
                expect(code(one.get_object, Bucket='locked', Key='a'), 'AccessDenied')
                expect(code(one.list_objects_v2, Bucket='locked'), 'AccessDenied')
                expect(code(one.get_bucket_versioning, Bucket='locked'), 'AccessDenied')
            expect(code(olga.get_bucket_policy, Bucket='locked'), 'AccessDenied'); expect(code(olga.delete_bucket_policy, Bucket='locked'), 'AccessDenied')
            admin.get_bucket_policy(Bucket='locked')
            admin.delete_bucket_policy(Bucket='locked')
            expect(olga.get_object(Bucket='locked', Key='a')['Body'].read(), b'a')
            """);
    }

    [Fact]
    public async Task A_policy_that_is_not_understood_is_refused_and_changes_nothing() => await PythonScript.RunAsync(server, """
        admin.create_bucket(Bucket='strict')
        for text in ['{}', 'no', policy(), policy(statement('Allow', '*', 's3:Fly', arn('strict'))), policy(statement('Allow', '*', 's3:GetObject', arn('other', '*'))),
                     policy(statement('Maybe', '*', 's3:GetObject', arn('strict', '*'))), policy(statement('Allow', {'AWS': 'a*'}, 's3:GetObject', arn('strict', '*')))]:
            expect(code(admin.put_bucket_policy, Bucket='strict', Policy=text), 'MalformedPolicy')
        expect(code(admin.get_bucket_policy, Bucket='strict'), 'NoSuchBucketPolicy')
        """);

    [Fact]
    public async Task Nobody_in_particular_reads_what_a_policy_opens_unless_public_access_is_blocked() => await PythonScript.RunAsync(server, """
        admin.create_bucket(Bucket='public'); admin.put_object(Bucket='public', Key='a', Body=b'text')
        expect(code(nobody.get_object, Bucket='public', Key='a'), 'AccessDenied'); expect(code(nobody.get_object, Bucket='not-there', Key='a'), 'AccessDenied')
        expect(code(nobody.list_buckets), 'AccessDenied'); expect(code(nobody.create_bucket, Bucket='anonymous'), 'AccessDenied')
        block = admin.get_public_access_block(Bucket='public')['PublicAccessBlockConfiguration']
        expect(set(block.values()), {True}); expect(len(block), 4)
        opening = policy(statement('Allow', '*', 's3:GetObject', arn('public', '*')))
        expect(code(admin.put_bucket_policy, Bucket='public', Policy=opening), 'AccessDenied')

        admin.put_public_access_block(Bucket='public', PublicAccessBlockConfiguration={'BlockPublicPolicy': False, 'RestrictPublicBuckets': True})
        admin.put_bucket_policy(Bucket='public', Policy=opening)
        expect(admin.get_bucket_policy_status(Bucket='public')['PolicyStatus']['IsPublic'], True)
        expect(code(nobody.get_object, Bucket='public', Key='a'), 'AccessDenied')
        admin.delete_public_access_block(Bucket='public')
        expect(code(admin.get_public_access_block, Bucket='public'), 'NoSuchPublicAccessBlockConfiguration')
        expect(nobody.get_object(Bucket='public', Key='a')['Body'].read(), b'text')
        expect(code(nobody.get_object, Bucket='public', Key='a', ResponseContentType='text/html'), 'InvalidRequest')
        expect(code(nobody.get_object, Bucket='public', Key='none'), 'AccessDenied')
        expect(code(nobody.put_object, Bucket='public', Key='b', Body=b''), 'AccessDenied'); expect(code(nobody.list_objects_v2, Bucket='public'), 'AccessDenied')
        expect(code(nobody.delete_objects, Bucket='public', Delete={'Objects': [{'Key': 'a'}]}), 'fine')
        expect(admin.get_object(Bucket='public', Key='a')['Body'].read(), b'text')
        """);

    [Fact]
    public async Task Lists_count_only_where_the_owner_lets_them_and_only_as_far_as_they_can_be_kept() => await PythonScript.RunAsync(server, """
        admin.create_bucket(Bucket='listed'); admin.put_object(Bucket='listed', Key='a', Body=b'text', ACL='bucket-owner-full-control')
        expect(admin.get_bucket_ownership_controls(Bucket='listed')['OwnershipControls']['Rules'][0]['ObjectOwnership'], 'BucketOwnerEnforced')
        expect(code(admin.put_object, Bucket='listed', Key='a', Body=b'', ACL='public-read'), 'AccessControlListNotSupported')
        expect(code(admin.put_bucket_acl, Bucket='listed', ACL='public-read'), 'AccessControlListNotSupported')
        expect(code(admin.put_object_acl, Bucket='listed', Key='a', ACL='public-read'), 'AccessControlListNotSupported')
        expect(code(admin.create_bucket, Bucket='open-from-the-start', ACL='public-read'), 'InvalidBucketAclWithObjectOwnership')
        expect(code(admin.create_bucket, Bucket='open-from-the-start', ACL='public-read', ObjectOwnership='ObjectWriter'), 'InvalidBucketAclWithBlockPublicAccessError')

        admin.put_bucket_ownership_controls(Bucket='listed', OwnershipControls={'Rules': [{'ObjectOwnership': 'BucketOwnerPreferred'}]})
        expect(code(admin.put_bucket_acl, Bucket='listed', ACL='public-read'), 'AccessDenied')
        admin.put_public_access_block(Bucket='listed', PublicAccessBlockConfiguration={'BlockPublicAcls': False, 'IgnorePublicAcls': True})
        admin.put_bucket_acl(Bucket='listed', ACL='public-read')
        expect(code(nobody.list_objects_v2, Bucket='listed'), 'AccessDenied')
        admin.put_public_access_block(Bucket='listed', PublicAccessBlockConfiguration={'IgnorePublicAcls': False})
        expect([entry['Key'] for entry in nobody.list_objects_v2(Bucket='listed')['Contents']], ['a'])
        expect(code(nobody.put_object, Bucket='listed', Key='b', Body=b''), 'AccessDenied'); expect(code(nobody.get_object, Bucket='listed', Key='a'), 'AccessDenied')
        expect(len(admin.get_bucket_acl(Bucket='listed')['Grants']), 2); expect(len(admin.get_object_acl(Bucket='listed', Key='a')['Grants']), 1)
        expect(code(admin.put_bucket_ownership_controls, Bucket='listed', OwnershipControls={'Rules': [{'ObjectOwnership': 'BucketOwnerEnforced'}]}), 'InvalidBucketAclWithObjectOwnership')
        admin.put_bucket_acl(Bucket='listed', ACL='public-read-write')
        nobody.put_object(Bucket='listed', Key='b', Body=b'by nobody')
        expect(code(admin.put_object, Bucket='listed', Key='c', Body=b'', ACL='public-read'), 'NotImplemented'); expect(code(admin.put_bucket_acl, Bucket='listed', ACL='authenticated-read'), 'NotImplemented')
        expect(code(admin.put_bucket_acl, Bucket='listed', GrantRead='id=ada'), 'NotImplemented')
        admin.put_bucket_acl(Bucket='listed', AccessControlPolicy={'Owner': {'ID': 'default'}, 'Grants': [{'Grantee': {'Type': 'CanonicalUser', 'ID': 'default'}, 'Permission': 'FULL_CONTROL'}]})
        expect(code(nobody.list_objects_v2, Bucket='listed'), 'AccessDenied')
        admin.delete_bucket_ownership_controls(Bucket='listed'); expect(code(admin.get_bucket_ownership_controls, Bucket='listed'), 'OwnershipControlsNotFoundError')
        """);

    [Fact]
    public async Task Everything_for_everybody_does_not_hand_the_bucket_itself_to_those_without_a_key() => await PythonScript.RunAsync(server, """
        admin.create_bucket(Bucket='commons'); admin.delete_public_access_block(Bucket='commons')
        admin.put_bucket_policy(Bucket='commons', Policy=policy(statement('Allow', '*', 's3:*', [arn('commons'), arn('commons', '*')])))
        nobody.put_object(Bucket='commons', Key='a', Body=b'1'); nobody.put_object_tagging(Bucket='commons', Key='a', Tagging={'TagSet': [{'Key': 'k', 'Value': 'v'}]})
        expect(nobody.list_objects_v2(Bucket='commons')['KeyCount'], 1); expect(code(nobody.get_object, Bucket='commons', Key='none'), 'NoSuchKey')
        for call, arguments in [(nobody.get_bucket_policy, {}), (nobody.put_bucket_policy, {'Policy': '{}'}), (nobody.delete_bucket_policy, {}), (nobody.delete_bucket, {}),
                                (nobody.put_bucket_versioning, {'VersioningConfiguration': {'Status': 'Enabled'}}), (nobody.delete_bucket_cors, {})]:
            expect(code(call, Bucket='commons', **arguments), 'AccessDenied')
        """);

    [Fact]
    public async Task Conditions_look_at_the_connection_the_time_the_tags_and_what_is_copied_from_where() => await PythonScript.RunAsync(server, """
        admin.create_bucket(Bucket='conditions')
        for key in ['a', 'tagged']: admin.put_object(Bucket='conditions', Key=key, Body=b'1', Tagging='k=v' if key == 'tagged' else '')
        def denying(action, condition): admin.put_bucket_policy(Bucket='conditions', Policy=policy(statement('Deny', '*', action, arn('conditions', '*'), Condition=condition)))
        get = lambda: code(admin.get_object, Bucket='conditions', Key='a')
        for condition, wanted in [({'IpAddress': {'aws:SourceIp': '127.0.0.0/8'}}, 'AccessDenied'), ({'NotIpAddress': {'aws:SourceIp': '127.0.0.0/8'}}, 'fine'),
                                  ({'Bool': {'aws:SecureTransport': 'false'}}, 'AccessDenied'), ({'Bool': {'aws:SecureTransport': 'true'}}, 'fine'),
                                  ({'DateGreaterThan': {'aws:CurrentTime': '2020-01-01T00:00:00Z'}}, 'AccessDenied'), ({'DateLessThan': {'aws:CurrentTime': '2020-01-01T00:00:00Z'}}, 'fine'),
                                  ({'StringEquals': {'s3:authType': 'REST-HEADER'}}, 'AccessDenied'), ({'StringNotEquals': {'s3:authType': 'REST-HEADER'}}, 'fine'),
                                  ({'StringLike': {'aws:UserAgent': '*Boto3*'}}, 'AccessDenied'), ({'ArnEquals': {'aws:PrincipalArn': 'arn:aws:iam:::user/admin'}}, 'AccessDenied')]:
            denying('s3:GetObject', condition); expect((condition, get()), (condition, wanted))

        denying('s3:PutObjectTagging', {'StringEquals': {'s3:RequestObjectTag/species': 'oak'}})
        tag = lambda value: code(admin.put_object_tagging, Bucket='conditions', Key='a', Tagging={'TagSet': [{'Key': 'species', 'Value': value}]})
        expect((tag('elm'), tag('oak')), ('fine', 'AccessDenied'))
        expect(code(admin.put_object, Bucket='conditions', Key='b', Body=b'', Tagging='species=oak'), 'AccessDenied')
        expect(admin.get_object_tagging(Bucket='conditions', Key='a')['TagSet'][0]['Value'], 'elm')

        denying('s3:PutObject', {'StringLike': {'s3:x-amz-copy-source': 'conditions/a*'}})
        copy = lambda source: code(admin.copy_object, Bucket='conditions', Key='c', CopySource=source)
        expect((copy('conditions/a'), copy('/conditions/a'), copy('conditions/tagged')), ('AccessDenied', 'AccessDenied', 'fine'))
        denying('s3:GetObjectTagging', {'Bool': {'aws:SecureTransport': 'false'}})
        expect((copy('conditions/tagged'), code(admin.copy_object, Bucket='conditions', Key='c', CopySource='conditions/tagged', TaggingDirective='REPLACE')), ('AccessDenied', 'fine'))
        """);
}
