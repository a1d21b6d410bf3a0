using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

public sealed class EncryptionTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Boto3_stores_reads_and_copies_what_is_encrypted_and_the_disk_holds_none_of_it()
    {
        var output = await RunAsync(EncryptionScript);

        Assert.Contains("all as expected", output, StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(Path.Combine(server.Folder, "objects"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock").ToList();
        Assert.Contains(files, file => File.ReadAllBytes(file).AsSpan().IndexOf("said aloud"u8) >= 0);
        Assert.DoesNotContain(files, file => File.ReadAllBytes(file).AsSpan().IndexOf("whisper of leaves"u8) >= 0);
        Assert.DoesNotContain("customer key of thirty-two bytes", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_encrypted_opens_after_a_restart_and_after_the_master_key_was_rotated()
    {
        await RunAsync("s3.create_bucket(Bucket='lasting'); s3.put_object(Bucket='lasting', Key='a', Body=secret, ServerSideEncryption='AES256')");

        (await server.Client.PostAsync("/api/v1/master-key/rotate", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await server.RestartAsync();

        await RunAsync("assert read(Bucket='lasting', Key='a') == secret");
    }

    [Fact]
    public async Task Boto3_meets_the_rules_of_parts_attributes_and_conditions_it_knows()
    {
        var output = await RunAsync(ContentScript);

        Assert.Contains("all as expected", output, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string script)
    {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/boto3")) Requirement.Missing("python3-boto3 is not installed.");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("test.py"), Prelude + script, TestContext.Current.CancellationToken);
        return await new StockClient(server).RunAsync("python3", "python3 test.py", folder.Path);
    }

    private const string Prelude =
        """
        import base64, boto3, hashlib, os, zlib
        from botocore.config import Config
        from botocore.exceptions import ClientError
        s3 = boto3.client('s3', endpoint_url=os.environ['ENDPOINT'], config=Config(retries={'max_attempts': 1}))
        secret = b'whisper of leaves ' * 20000
        own = {'SSECustomerAlgorithm': 'AES256', 'SSECustomerKey': b'customer key of thirty-two bytes'}
        other = {'SSECustomerAlgorithm': 'AES256', 'SSECustomerKey': b'another key, thirty-two bytes, x'}
        source = {f'CopySource{name}': value for name, value in own.items()}
        written = {**own, 'SSECustomerKey': base64.b64encode(own['SSECustomerKey']).decode(), 'SSECustomerKeyMD5': base64.b64encode(hashlib.md5(own['SSECustomerKey']).digest()).decode()}
        def read(**arguments): return s3.get_object(**arguments)['Body'].read()
        def code(call, **arguments):
            try: call(**arguments)
            except ClientError as error: return error.response['Error']['Code']
        def upload(bucket, key, parts, start={}, each={}, whole={}):
            id = s3.create_multipart_upload(Bucket=bucket, Key=key, **start)['UploadId']
            named = []
            for number, body in parts:
                made = s3.upload_part(Bucket=bucket, Key=key, UploadId=id, PartNumber=number, Body=body, **each)
                named.append({'PartNumber': number, **{name: value for name, value in made.items() if name == 'ETag' or name.startswith('Checksum')}})
            return s3.complete_multipart_upload(Bucket=bucket, Key=key, UploadId=id, MultipartUpload={'Parts': named}, **whole)

        """;

    private const string EncryptionScript =
        """
        b = 'sealed-leaves'
        s3.create_bucket(Bucket=b)
        assert code(s3.get_bucket_encryption, Bucket=b) == 'ServerSideEncryptionConfigurationNotFoundError'
        s3.put_object(Bucket=b, Key='aloud', Body=b'said aloud')
        put = s3.put_object(Bucket=b, Key='asked', Body=secret, ServerSideEncryption='AES256')
        assert (put['ServerSideEncryption'], put['ETag']) == ('AES256', f'"{hashlib.md5(secret).hexdigest()}"')
        got = s3.get_object(Bucket=b, Key='asked')
        assert (got['Body'].read(), got['ServerSideEncryption'], got['ContentLength']) == (secret, 'AES256', len(secret))
        for first, last in [(0, 0), (65535, 65536), (70000, 200000), (len(secret) - 1, len(secret) - 1)]:
            assert read(Bucket=b, Key='asked', Range=f'bytes={first}-{last}') == secret[first:last + 1]
        assert s3.list_objects_v2(Bucket=b)['Contents'][1]['Size'] == len(secret)
        assert code(s3.put_object, Bucket=b, Key='kms', Body=b'', ServerSideEncryption='aws:kms') == 'NotImplemented'
        assert code(s3.get_object, Bucket=b, Key='asked', **own) == 'InvalidRequest'

        rule = {'Rules': [{'ApplyServerSideEncryptionByDefault': {'SSEAlgorithm': 'AES256'}}]}
        s3.put_bucket_encryption(Bucket=b, ServerSideEncryptionConfiguration=rule)
        assert s3.get_bucket_encryption(Bucket=b)['ServerSideEncryptionConfiguration']['Rules'][0]['ApplyServerSideEncryptionByDefault'] == {'SSEAlgorithm': 'AES256'}
        assert s3.put_object(Bucket=b, Key='default', Body=b'whisper of leaves')['ServerSideEncryption'] == 'AES256'
        assert s3.put_object(Bucket=b, Key='empty', Body=b'')['ServerSideEncryption'] == 'AES256' and read(Bucket=b, Key='empty') == b''
        s3.delete_bucket_encryption(Bucket=b)
        assert 'ServerSideEncryption' not in s3.put_object(Bucket=b, Key='plain', Body=b'nothing to hide')
        assert read(Bucket=b, Key='default') == b'whisper of leaves'

        put = s3.put_object(Bucket=b, Key='own', Body=secret, **own)
        assert (put['SSECustomerAlgorithm'], put['SSECustomerKeyMD5']) == ('AES256', base64.b64encode(hashlib.md5(own['SSECustomerKey']).digest()).decode())
        assert put['ETag'] != f'"{hashlib.md5(secret).hexdigest()}"' and len(put['ETag']) == 34
        assert read(Bucket=b, Key='own', **own) == secret and read(Bucket=b, Key='own', Range='bytes=65530-65540', **own) == secret[65530:65541]
        assert s3.head_object(Bucket=b, Key='own', **own)['ContentLength'] == len(secret)
        assert code(s3.get_object, Bucket=b, Key='own') == 'InvalidRequest' and code(s3.head_object, Bucket=b, Key='own') == '400'
        assert code(s3.get_object, Bucket=b, Key='own', **other) == 'AccessDenied' and code(s3.head_object, Bucket=b, Key='own', **other) == '403'
        assert code(s3.put_object, Bucket=b, Key='bad', Body=b'', SSECustomerAlgorithm='AES128', SSECustomerKey=own['SSECustomerKey']) == 'InvalidEncryptionAlgorithmError'
        assert code(s3.put_object, Bucket=b, Key='bad', Body=b'', SSECustomerAlgorithm='AES256', SSECustomerKey=b'short') == 'InvalidArgument'
        assert code(s3.put_object, Bucket=b, Key='bad', Body=b'', **{**written, 'SSECustomerKeyMD5': 'AAAAAAAAAAAAAAAAAAAAAA=='}) == 'InvalidArgument'

        def copy(to, of, **arguments): return s3.copy_object(Bucket=b, Key=to, CopySource=f'{b}/{of}', **arguments)
        assert copy('asked-too', 'asked')['ServerSideEncryption'] == 'AES256' and read(Bucket=b, Key='asked-too') == secret
        assert code(copy, to='x', of='own') == 'InvalidRequest'
        assert code(copy, to='x', of='own', **{**source, 'CopySourceSSECustomerKey': other['SSECustomerKey']}) == 'AccessDenied'
        copy('own-same', 'own', **source, **own)
        copy('own-other', 'own', **source, **other)
        assert read(Bucket=b, Key='own-same', **own) == secret and read(Bucket=b, Key='own-other', **other) == secret
        assert copy('own-not', 'own', **source)['ServerSideEncryption'] == 'AES256' and read(Bucket=b, Key='own-not') == secret
        assert s3.head_object(Bucket=b, Key='own-not')['ETag'] == f'"{hashlib.md5(secret).hexdigest()}"'
        copy('plain', 'plain', ServerSideEncryption='AES256')
        assert s3.head_object(Bucket=b, Key='plain')['ServerSideEncryption'] == 'AES256' and read(Bucket=b, Key='plain') == b'nothing to hide'
        for key in ['asked', 'own']: s3.delete_object(Bucket=b, Key=key)
        assert read(Bucket=b, Key='asked-too') == secret and read(Bucket=b, Key='own-same', **own) == secret

        first, last = secret * 15, b'whisper of leaves'
        assert upload(b, 'parts', [(1, first), (2, last)], start={'ServerSideEncryption': 'AES256'})['ServerSideEncryption'] == 'AES256'
        assert read(Bucket=b, Key='parts') == first + last and read(Bucket=b, Key='parts', PartNumber=2) == last
        assert read(Bucket=b, Key='parts', Range=f'bytes={len(first) - 3}-{len(first) + 2}') == first[-3:] + last[:3]
        upload(b, 'own-parts', [(1, first), (2, last)], start=own, each=own, whole=written)
        assert read(Bucket=b, Key='own-parts', **own) == first + last and code(s3.get_object, Bucket=b, Key='own-parts', **other) == 'AccessDenied'
        id = s3.create_multipart_upload(Bucket=b, Key='mixed', **own)['UploadId']
        assert code(s3.upload_part, Bucket=b, Key='mixed', UploadId=id, PartNumber=1, Body=b'') == 'InvalidRequest'
        assert code(s3.upload_part, Bucket=b, Key='mixed', UploadId=id, PartNumber=1, Body=b'', **other) == 'InvalidRequest'
        part = s3.upload_part_copy(Bucket=b, Key='mixed', UploadId=id, PartNumber=1, CopySource=f'{b}/own-same', CopySourceRange='bytes=10-70000', **source, **own)
        s3.complete_multipart_upload(Bucket=b, Key='mixed', UploadId=id, MultipartUpload={'Parts': [{'PartNumber': 1, 'ETag': part['CopyPartResult']['ETag']}]})
        assert read(Bucket=b, Key='mixed', **own) == secret[10:70001]
        print('all as expected')
        """;

    private const string ContentScript =
        """
        b = 'whole-leaves'
        s3.create_bucket(Bucket=b)
        five = os.urandom(5 << 20)
        def crc(body): return base64.b64encode(zlib.crc32(body).to_bytes(4, 'big')).decode()
        done = upload(b, 'parts', [(2, five), (5, five), (9, b'end')], start={'ChecksumAlgorithm': 'CRC32'}, each={'ChecksumAlgorithm': 'CRC32'})
        assert done['ChecksumCRC32'].endswith('-3')
        one = s3.get_object_attributes(Bucket=b, Key='parts', ObjectAttributes=['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'], MaxParts=2)
        assert (one['ETag'], one['ObjectSize'], one['StorageClass'], one['Checksum']['ChecksumCRC32']) == (done['ETag'].strip('"'), (10 << 20) + 3, 'STANDARD', done['ChecksumCRC32'])
        parts = one['ObjectParts']
        assert (parts['TotalPartsCount'], parts['IsTruncated'], [part['PartNumber'] for part in parts['Parts']]) == (3, True, [2, 5])
        rest = s3.get_object_attributes(Bucket=b, Key='parts', ObjectAttributes=['ObjectParts'], PartNumberMarker=parts['NextPartNumberMarker'])['ObjectParts']
        assert (rest['IsTruncated'], rest['Parts']) == (False, [{'PartNumber': 9, 'Size': 3, 'ChecksumCRC32': crc(b'end')}])
        got = s3.get_object(Bucket=b, Key='parts', PartNumber=9, ChecksumMode='ENABLED')
        assert (got['Body'].read(), got['PartsCount'], got['ChecksumCRC32'], got['ContentRange']) == (b'end', 3, crc(b'end'), f'bytes {10 << 20}-{(10 << 20) + 2}/{(10 << 20) + 3}')
        assert s3.head_object(Bucket=b, Key='parts', PartNumber=5)['ContentLength'] == 5 << 20 and code(s3.head_object, Bucket=b, Key='parts', PartNumber=1) == '416'
        assert 'ChecksumCRC32' not in s3.get_object(Bucket=b, Key='parts', Range='bytes=0-9', ChecksumMode='ENABLED')
        assert s3.head_object(Bucket=b, Key='parts', ChecksumMode='ENABLED')['ChecksumCRC32'] == done['ChecksumCRC32']

        def header(name, value):
            def add(request, **_): request.headers[name] = value
            s3.meta.events.register_first('before-sign.s3.CompleteMultipartUpload', add)
            return lambda: s3.meta.events.unregister('before-sign.s3.CompleteMultipartUpload', add)
        id = s3.create_multipart_upload(Bucket=b, Key='a', ChecksumAlgorithm='CRC32')['UploadId']
        tag = s3.upload_part(Bucket=b, Key='a', UploadId=id, PartNumber=1, Body=b'abc')
        assert tag['ChecksumCRC32'] == crc(b'abc')
        assert code(s3.upload_part, Bucket=b, Key='a', UploadId=id, PartNumber=2, Body=b'abc', ChecksumAlgorithm='SHA1') == 'InvalidRequest'
        def finish(parts, **more): return s3.complete_multipart_upload(Bucket=b, Key='a', UploadId=id, MultipartUpload={'Parts': parts}, **more)
        right = [{'PartNumber': 1, 'ETag': tag['ETag'], 'ChecksumCRC32': tag['ChecksumCRC32']}]
        assert code(finish, parts=[{'PartNumber': 1, 'ETag': tag['ETag']}]) == 'InvalidRequest'
        assert code(finish, parts=[{**right[0], 'ChecksumCRC32': crc(b'abd')}]) == 'InvalidPart'
        assert code(finish, parts=right, ChecksumCRC32=crc(b'no')) == 'BadDigest'
        undo = header('x-amz-mp-object-size', '4'); assert code(finish, parts=right) == 'InvalidRequest'; undo()
        undo = header('x-amz-checksum-type', 'FULL_OBJECT'); assert code(finish, parts=right) == 'InvalidRequest'; undo()
        undo = header('x-amz-mp-object-size', '3'); made = finish(right); undo()
        again = finish(right)
        assert (again['ETag'], again['ChecksumCRC32']) == (made['ETag'], made['ChecksumCRC32'])
        s3.put_object(Bucket=b, Key='a', Body=b'newer')
        assert code(finish, parts=right) == 'NoSuchUpload'

        def conditional(tag, name='If-Match'):
            def add(request, **_): request.headers[name] = tag
            s3.meta.events.register_first('before-sign.s3.DeleteObject', add)
            try: return code(s3.delete_object, Bucket=b, Key='a')
            finally: s3.meta.events.unregister('before-sign.s3.DeleteObject', add)
        tag = s3.head_object(Bucket=b, Key='a')['ETag']
        assert conditional('3', name='x-amz-if-match-size') == 'NotImplemented'
        assert code(s3.delete_objects, Bucket=b, Delete={'Objects': [{'Key': 'a'}] * 1001}) == 'MalformedXML'
        assert conditional('"0"') == 'PreconditionFailed' and conditional(tag) is None and conditional('*') == 'NoSuchKey'
        s3.put_object(Bucket=b, Key='c', Body=b'c')
        assert code(s3.copy_object, Bucket=b, Key='d', CopySource=f'{b}/c', CopySourceIfMatch='"0"') == 'PreconditionFailed'
        assert code(s3.copy_object, Bucket=b, Key='d', CopySource=f'{b}/c', CopySourceIfNoneMatch=s3.head_object(Bucket=b, Key='c')['ETag']) == 'PreconditionFailed'

        ids = [s3.create_multipart_upload(Bucket=b, Key=key)['UploadId'] for key in ['m/1', 'm/2', 'n o', 'p']]
        seen = s3.list_multipart_uploads(Bucket=b, Delimiter='/', MaxUploads=2)
        assert ([one['Key'] for one in seen['Uploads']], seen['CommonPrefixes'], seen['IsTruncated']) == (['n o'], [{'Prefix': 'm/'}], True)
        seen = s3.list_multipart_uploads(Bucket=b, Delimiter='/', KeyMarker=seen['NextKeyMarker'], UploadIdMarker=seen['NextUploadIdMarker'])
        assert ([one['UploadId'] for one in seen['Uploads']], seen['IsTruncated']) == ([ids[3]], False)
        assert [one['Key'] for one in s3.list_multipart_uploads(Bucket=b, KeyMarker='m/1')['Uploads']] == ['m/2', 'n o', 'p']
        print('all as expected')
        """;
}
