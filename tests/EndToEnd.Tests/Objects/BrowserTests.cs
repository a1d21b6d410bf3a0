namespace Athanor.EndToEnd.Objects;

/// <summary>What a page in a browser does with the S3 door: ask before it asks, read across origins, and upload by a form.</summary>
public sealed class BrowserTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_page_from_elsewhere_is_told_what_the_rules_of_the_bucket_allow() => await PythonScript.RunAsync(server, """
        admin.create_bucket(Bucket='cors'); admin.put_object(Bucket='cors', Key='a', Body=b'text')
        page = ['-H', 'Origin: https://leaves.example']
        preflight = ['-X', 'OPTIONS', *page, '-H', 'Access-Control-Request-Method: PUT']
        expect(code(admin.get_bucket_cors, Bucket='cors'), 'NoSuchCORSConfiguration')
        status, headers, body = curl(*preflight, f'{ENDPOINT}/cors/a')
        assert status == 403 and 'CORS is not enabled for this bucket' in body and '<Code>AccessForbidden</Code>' in body, (status, body)
        expect(curl(*preflight, f'{ENDPOINT}/not-there/a')[0], 403)

        admin.put_bucket_cors(Bucket='cors', CORSConfiguration={'CORSRules': [
            {'AllowedOrigins': ['https://*.example'], 'AllowedMethods': ['PUT', 'GET'], 'AllowedHeaders': ['x-amz-*', 'content-type'], 'ExposeHeaders': ['ETag'], 'MaxAgeSeconds': 60}]})
        expect(admin.get_bucket_cors(Bucket='cors')['CORSRules'][0]['MaxAgeSeconds'], 60)
        status, headers, body = curl(*preflight, '-H', 'Access-Control-Request-Headers: X-Amz-Date, content-type', f'{ENDPOINT}/cors/a')
        expect((status, headers['access-control-allow-origin'], headers['access-control-allow-methods'], headers['access-control-allow-headers'], headers['access-control-max-age']),
            (200, 'https://leaves.example', 'PUT, GET', 'x-amz-date, content-type', '60'))
        assert 'Origin' in headers['vary'] and headers['access-control-allow-credentials'] == 'true', headers
        expect(curl(*preflight, '-H', 'Access-Control-Request-Headers: x-other', f'{ENDPOINT}/cors/a')[0], 403)
        expect(curl('-X', 'OPTIONS', '-H', 'Origin: https://elsewhere.org', '-H', 'Access-Control-Request-Method: PUT', f'{ENDPOINT}/cors/a')[0], 403)
        expect(curl('-X', 'OPTIONS', f'{ENDPOINT}/cors/a')[0], 400)

        address = admin.generate_presigned_url('get_object', Params={'Bucket': 'cors', 'Key': 'a'})
        status, headers, body = curl(*page, address)
        expect((status, body, headers['access-control-allow-origin'], headers['access-control-expose-headers']), (200, 'text', 'https://leaves.example', 'ETag'))
        status, headers, body = curl(*page, f'{ENDPOINT}/cors/a')
        expect((status, headers['access-control-allow-origin']), (403, 'https://leaves.example'))
        status, headers, body = curl(address)
        assert status == 200 and 'access-control-allow-origin' not in headers and 'Origin' in headers['vary'], headers
        admin.delete_bucket_cors(Bucket='cors')
        assert 'vary' not in curl(*page, address)[1]
        """);

    [Fact]
    public async Task A_signed_form_uploads_what_its_policy_allows_until_it_expires() => await PythonScript.RunAsync(server, """
        admin.create_bucket(Bucket='forms')
        open('leaf.txt', 'w').write('a leaf'); open('large.bin', 'wb').write(os.urandom(2_000_000))
        def send(form, file='leaf.txt', url=None, *more, **changed):
            fields = {**form['fields'], **changed}
            return curl(*more, *[part for name, value in fields.items() for part in ('-F', f'{name}={value}')], '-F', f'file=@{file}', url or form['url'])
        def error_of(answer): return answer[0], answer[2].split('<Code>')[1].split('</Code>')[0]

        form = admin.generate_presigned_post('forms', 'up/${filename}', Fields={'success_action_status': '201', 'Content-Type': 'text/plain', 'x-amz-meta-species': 'oak'},
            Conditions=[{'success_action_status': '201'}, ['starts-with', '$Content-Type', 'text/'], {'x-amz-meta-species': 'oak'}, ['content-length-range', 3, 1_000_000]], ExpiresIn=600)
        status, headers, body = send(form)
        assert status == 201 and '<Key>up/leaf.txt</Key>' in body and headers['location'].endswith('/forms/up/leaf.txt'), (status, headers, body)
        stored = admin.get_object(Bucket='forms', Key='up/leaf.txt')
        expect((stored['Body'].read(), stored['ContentType'], stored['Metadata']), (b'a leaf', 'text/plain', {'species': 'oak'}))
        expect(send(form, 'leaf.txt')[0], 201)
        expect(send(form, 'leaf.txt', None, '-H', 'x-amz-meta-smuggled: 1', '-H', 'If-None-Match: *')[0], 201)
        expect(admin.head_object(Bucket='forms', Key='up/leaf.txt')['Metadata'], {'species': 'oak'})

        expect(error_of(send(form, 'large.bin')), (400, 'EntityTooLarge'))
        open('tiny', 'w').write('x'); expect(error_of(send(form, 'tiny')), (400, 'EntityTooSmall'))
        expect(error_of(send(form, key='elsewhere')), (403, 'AccessDenied')); expect(error_of(send(form, acl='private')), (403, 'AccessDenied'))
        expect(error_of(send(form, **{'x-amz-meta-species': 'elm'})), (403, 'AccessDenied'))
        expect(error_of(send(form, **{'x-amz-signature': '0' * 64})), (403, 'SignatureDoesNotMatch'))
        expect(error_of(send(form, policy=form['fields']['policy'][:-8] + 'AAAAAAAA')), (400, 'InvalidPolicyDocument'))
        admin.create_bucket(Bucket='other-forms'); expect(error_of(send(form, url=f'{ENDPOINT}/other-forms')), (403, 'AccessDenied'))
        expired = admin.generate_presigned_post('forms', 'late', ExpiresIn=-10); expect(error_of(send(expired)), (403, 'AccessDenied'))
        expect([entry['Key'] for entry in admin.list_objects_v2(Bucket='forms')['Contents']], ['up/leaf.txt'])

        large = admin.generate_presigned_post('forms', 'large')
        status, headers, body = send(large, 'large.bin')
        expect((status, body), (204, '')); expect(admin.get_object(Bucket='forms', Key='large')['Body'].read(), open('large.bin', 'rb').read())
        onward = admin.generate_presigned_post('forms', 'onward', Fields={'success_action_redirect': 'https://leaves.example/done?a=b'}, Conditions=[{'success_action_redirect': 'https://leaves.example/done?a=b'}])
        status, headers, body = send(onward)
        assert status == 303 and headers['location'].startswith('https://leaves.example/done?a=b&bucket=forms&key=onward&etag=%22'), headers
        script = admin.generate_presigned_post('forms', 'script', Fields={'success_action_redirect': 'javascript:alert(1)'}, Conditions=[{'success_action_redirect': 'javascript:alert(1)'}])
        expect(send(script)[0], 204)
        """);

    [Fact]
    public async Task A_form_that_nobody_signed_or_that_is_none_is_refused_unless_a_policy_lets_everybody_put() => await PythonScript.RunAsync(server, """
        admin.create_bucket(Bucket='guestbook'); open('leaf.txt', 'w').write('a leaf')
        unsigned = ['-F', 'key=guest/a', '-F', 'file=@leaf.txt', f'{ENDPOINT}/guestbook']
        status, headers, body = curl(*unsigned)
        assert status == 403 and 'AccessDenied' in body, body
        admin.delete_public_access_block(Bucket='guestbook')
        admin.put_bucket_policy(Bucket='guestbook', Policy=policy(statement('Allow', '*', 's3:PutObject', arn('guestbook', 'guest/*'))))
        expect(curl(*unsigned)[0], 204); expect(admin.get_object(Bucket='guestbook', Key='guest/a')['Body'].read(), b'a leaf')
        expect(curl('-F', 'key=private/a', '-F', 'file=@leaf.txt', f'{ENDPOINT}/guestbook')[0], 403)

        expect(curl('-d', 'a=b', f'{ENDPOINT}/guestbook')[0], 412)
        for fields, wanted in [(['key=guest/a'], 'IncorrectNumberOfFilesInPostRequest'), (['file=@leaf.txt'], 'UserKeyMustBeSpecified'), (['key=guest/a', 'key=b', 'file=@leaf.txt'], 'InvalidArgument'),
                               (['key=guest/a', 'x-ignore=' + 'x' * 30_000, 'file=@leaf.txt'], 'MaxPostPreDataLengthExceededError'), (['key=' + 'k' * 1100, 'file=@leaf.txt'], 'KeyTooLongError')]:
            body = curl(*[part for field in fields for part in ('-F', field)], f'{ENDPOINT}/guestbook')[2]
            assert f'<Code>{wanted}</Code>' in body, (wanted, body)
        open('cut', 'wb').write(b'--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nguest/cut\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nhalf a le')
        body = curl('-H', 'Content-Type: multipart/form-data; boundary=b', '--data-binary', '@cut', f'{ENDPOINT}/guestbook')[2]
        assert '<Code>IncompleteBody</Code>' in body, body
        expect([entry['Key'] for entry in admin.list_objects_v2(Bucket='guestbook')['Contents']], ['guest/a'])
        """);

    [Fact]
    public async Task Headers_beyond_ascii_come_back_in_a_form_that_headers_have() => await PythonScript.RunAsync(server, """
        admin.create_bucket(Bucket='scripts'); open('leaf.txt', 'w').write('a leaf')
        name = 'attachment; filename="ü.txt"'; encoded = '=?UTF-8?B?' + __import__('base64').b64encode(name.encode()).decode() + '?='
        address = lambda method, **more: admin.generate_presigned_url(method, Params={'Bucket': 'scripts', **more})
        expect(curl('-T', 'leaf.txt', '-H', f'Content-Disposition: {name}', address('put_object', Key='put'))[0], 200)
        form = admin.generate_presigned_post('scripts', 'form', Fields={'Content-Disposition': name}, Conditions=[['starts-with', '$Content-Disposition', '']])
        expect(curl(*[part for field, value in form['fields'].items() for part in ('--form-string', f'{field}={value}')], '-F', 'file=@leaf.txt', form['url'])[0], 204)
        for key in ['put', 'form']:
            status, headers, body = curl(address('get_object', Key=key))
            expect((status, headers['content-disposition'], body), (200, encoded, 'a leaf'))
        expect(curl(address('get_object', Key='put', ResponseContentDisposition='ü'))[0], 200)
        status, headers, body = curl(address('get_object', Key='put', ResponseContentDisposition='a\nb: c'))
        assert status == 400 and 'InvalidArgument' in body, body
        """);
}
