namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>What every answer carries, and what S3 says of buckets.</summary>
public sealed class AnswerTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Every_answer_names_its_request_and_says_what_HTTP_wants_with_its_status() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='answers'); admin.put_object(Bucket='answers', Key='a', Body=b'leaf', CacheControl='max-age=60')
        for method, target, wanted in [('PUT', '/answers/b', 200), ('GET', '/answers/a', 200), ('HEAD', '/answers/none', 404), ('GET', '/answers/none', 404), ('GET', '/answers', 200), ('DELETE', '/answers/none', 204), ('POST', '/answers/a', 405), ('GET', '/Not%20there', 400)]:
            status, got, headers, text = send(method, target)
            assert status == wanted and headers['x-amz-request-id'] == headers['x-amz-id-2'] and headers['date'] and 'server' not in headers, (target, status, headers)
            if text and status >= 400: assert f'<RequestId>{headers["x-amz-request-id"]}</RequestId><HostId>' in text.decode(), text
        for method, target, allowed in [('POST', '/answers/a', 'PUT, GET, HEAD, DELETE'), ('PATCH', '/answers/a', 'PUT, GET, HEAD, DELETE'), ('PUT', '/', 'GET'), ('PATCH', '/answers', 'GET, PUT, HEAD, DELETE, POST')]:
            status, got, headers, _ = send(method, target); expect((target, status, got, headers['allow']), (target, 405, 'MethodNotAllowed', allowed))
        tag = admin.head_object(Bucket='answers', Key='a')['ETag']
        status, _, headers, _ = send('GET', '/answers/a', [('if-none-match', tag)]); expect((status, headers['etag'], headers['cache-control'], 'last-modified' in headers), (304, tag, 'max-age=60', True))
        admin.put_bucket_versioning(Bucket='answers', VersioningConfiguration={'Status': 'Enabled'})
        marker = admin.delete_object(Bucket='answers', Key='a')['VersionId']
        for method in ['GET', 'HEAD']:
            status, _, headers, _ = send(method, f'/answers/a?versionId={marker}'); expect((status, headers['allow'], headers['x-amz-delete-marker']), (405, 'DELETE', 'true'))
            status, _, headers, _ = send(method, '/answers/a'); expect((status, headers['x-amz-delete-marker'], headers['x-amz-version-id']), (404, 'true', marker))
        expect(brief(send('PUT', '/answers/c', [('x-amz-copy-source', 'answers/b'), ('x-amz-metadata-directive', 'MAYBE')])), (400, 'InvalidArgument')); expect(brief(send('PUT', '/answers/c', [('x-amz-copy-source', 'answers/b'), ('x-amz-tagging-directive', 'replace')])), (400, 'InvalidArgument'))
        """);

    [Fact]
    public async Task A_bucket_that_is_there_belongs_to_you_or_to_somebody_else_and_a_new_one_keeps_its_tags() => await WireScript.RunAsync(server, $$$"""
        olga, eve = client_of('{{{await server.AddPersonAsync("olga", "operator", "default")}}}'), client_of('{{{await server.AddPersonAsync("eve")}}}')
        zoe = client_of('{{{await AddOperatorElsewhereAsync()}}}'); expect(code(zoe.create_bucket, Bucket='of-zoe'), 'fine')
        admin.create_bucket(Bucket='taken')
        expect(code(admin.create_bucket, Bucket='taken'), 'BucketAlreadyOwnedByYou'); expect(code(olga.create_bucket, Bucket='taken'), 'BucketAlreadyOwnedByYou'); expect(code(eve.create_bucket, Bucket='taken'), 'AccessDenied'); expect(code(zoe.create_bucket, Bucket='taken'), 'BucketAlreadyExists')
        expect(brief(send('PUT', '/of-nowhere', headers=[('x-athanor-project', 'nowhere')])), (400, 'InvalidArgument'))
        status, got, _, _ = send('PUT', '/tagged', body=b'<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint><Tags><Tag><Key>species</Key><Value>oak</Value></Tag></Tags></CreateBucketConfiguration>')
        expect((status, admin.get_bucket_tagging(Bucket='tagged')['TagSet']), (200, [{'Key': 'species', 'Value': 'oak'}]))
        expect(admin.get_bucket_location(Bucket='tagged')['LocationConstraint'], None); expect(admin.head_bucket(Bucket='tagged')['ResponseMetadata']['HTTPHeaders']['x-amz-bucket-region'], 'us-east-1')
        admin.put_bucket_policy(Bucket='taken', Policy=policy(statement('Deny', {'AWS': 'admin'}, 's3:PutObject', arn('taken', '*'))))
        expect(code(admin.put_object, Bucket='taken', Key='a', Body=b''), 'AccessDenied'); olga.put_object(Bucket='taken', Key='a', Body=b''); admin.delete_bucket_policy(Bucket='taken'); admin.put_object(Bucket='taken', Key='a', Body=b'')
        """);

    [Fact]
    public async Task Buckets_are_listed_in_pages_with_a_prefix() => await WireScript.RunAsync(server, """
        names = sorted(f'{kind}-page-{number}' for kind in ['elm', 'oak'] for number in range(5))
        for name in names: admin.create_bucket(Bucket=name)
        def pages(query):
            found, more = [], ''
            while more is not None:
                text = send('GET', f'/?{query}{more}')[3].decode(); found.append(re.findall('<Bucket><Name>(.*?)</Name>', text))
                token = re.search('<ContinuationToken>(.*?)</ContinuationToken>', text)
                more = '&continuation-token=' + urllib.parse.quote(token.group(1), safe='') if token else None
            return found
        expect(pages('prefix=oak-page&max-buckets=2'), [names[5:7], names[7:9], names[9:]]); expect(pages('prefix=elm-page'), [names[:5]]); expect(pages('prefix=elm-page&bucket-region=mars-west-1'), [[]])
        expect([name for page in pages('max-buckets=3') for name in page if '-page-' in name], names); expect(pages('prefix=nothing'), [[]])
        for query in ['max-buckets=0', 'max-buckets=-1', 'max-buckets=x', 'continuation-token=', 'continuation-token=@']: expect((query, brief(send('GET', '/?' + query))), (query, (400, 'InvalidArgument')))
        expect([bucket['Name'] for bucket in admin.list_buckets()['Buckets'] if '-page-' in bucket['Name']], names)
        """);

    private async Task<string> AddOperatorElsewhereAsync()
    {
        await server.Client.CreateAsync("/api/v1/projects", new { name = "elsewhere" });
        return await server.AddPersonAsync("zoe", "operator", "elsewhere");
    }
}
