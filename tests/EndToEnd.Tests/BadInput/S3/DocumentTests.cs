namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>Documents that are none, too large, too deep or of another kind are refused and change nothing.</summary>
public sealed class DocumentTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_document_is_what_its_operation_wants_or_nothing_happens() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='documents'); upload = admin.create_multipart_upload(Bucket='documents', Key='a')['UploadId']; admin.put_object(Bucket='documents', Key='kept', Body=b'leaf')
        namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'
        shapes = {
            'nothing': ('', 'MissingRequestBodyError'), 'no XML': ('leaf', 'MalformedXML'), 'another root': ('<Other/>', 'MalformedXML'), 'another namespace': ('<{root} xmlns="http://other/"/>', 'MalformedXML'), 'cut': ('<{root}', 'MalformedXML'),
            'a document type': ('<!DOCTYPE a [<!ENTITY b "c">]><{root}>&b;</{root}>', 'MalformedXML'), 'an outer entity': ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><{root}>&b;</{root}>', 'MalformedXML'),
            'a bomb': ('<!DOCTYPE a [' + ''.join(f'<!ENTITY e{n} "' + f'&e{n - 1};' * 10 + '">' for n in range(1, 10)) + ']><{root}>&e9;</{root}>', 'MalformedXML'),
            'too deep': ('<{root}>' + '<a>' * 100_000 + '</a>' * 100_000 + '</{root}>', 'MalformedXML'), 'too many': ('<{root}>' + '<a/>' * 200_000 + '</{root}>', 'MalformedXML'),
            'too large': ('<{root}>' + ' ' * (5 << 20) + '</{root}>', 'MaxMessageLengthExceeded'), 'NUL': ('<{root}>\0</{root}>', 'MalformedXML'), 'half a character': ('<{root}>&#55296;</{root}>', 'MalformedXML'),
            'attributes without number': ('<{root} ' + ' '.join(f'a{n}="1"' for n in range(20_000)) + '></{root', 'MalformedXML'),
        }
        targets = [('POST', f'/documents/a?uploadId={upload}', 'CompleteMultipartUpload'), ('POST', '/documents?delete', 'Delete'), ('PUT', '/documents?versioning', 'VersioningConfiguration'), ('PUT', '/documents?tagging', 'Tagging'),
                   ('PUT', '/documents/kept?tagging', 'Tagging'), ('PUT', '/documents?cors', 'CORSConfiguration'), ('PUT', '/documents?publicAccessBlock', 'PublicAccessBlockConfiguration'), ('PUT', '/documents?ownershipControls', 'OwnershipControls'),
                   ('PUT', '/documents?encryption', 'ServerSideEncryptionConfiguration'), ('PUT', '/documents?acl', 'AccessControlPolicy')]
        for method, target, root in targets:
            for name, (text, wanted) in shapes.items():
                began = time.time()
                status, got, _, _ = send(method, target, body=text.replace('{root}', root).encode())
                expect((root, name, status, got if got != 'MalformedACLError' else 'MalformedXML'), (root, name, 400, wanted)); assert time.time() - began < 5, (root, name)
            for encoding in ['utf-16', 'latin-1']: expect((root, send(method, target, body=f'<{root}>ä</{root}>'.encode(encoding))[0]), (root, 400))
        for text in ['{', '[]', '{"Statement": ' + '[' * 100_000, '{"a":1}' * 2, '\0', '{"Version":"2012-10-17","Statement":' + 'x' * 30_000 + '}']: expect(brief(send('PUT', '/documents?policy', body=text.encode())), (400, 'MalformedPolicy'))
        expect(admin.get_bucket_versioning(Bucket='documents').get('Status'), None); expect(code(admin.get_bucket_tagging, Bucket='documents'), 'NoSuchTagSet'); expect(code(admin.get_bucket_policy, Bucket='documents'), 'NoSuchBucketPolicy')
        expect([entry['Key'] for entry in admin.list_objects_v2(Bucket='documents')['Contents']], ['kept']); expect(len(admin.list_multipart_uploads(Bucket='documents')['Uploads']), 1)
        """);

    [Fact]
    public async Task What_DeleteObjects_cannot_name_is_refused_as_a_whole() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='deleting'); admin.put_object(Bucket='deleting', Key='kept', Body=b'leaf')
        delete = lambda inner: brief(send('POST', '/deleting?delete', body=f'<Delete>{inner}</Delete>'.encode()))
        for inner in ['', '<Object/>', '<Object><Key/></Object>', '<Object><Key>kept</Key></Object>' * 1001, '<Object><Key>kept</Key></Object><Object><Key>&#0;</Key></Object>']: expect((inner[:60], delete(inner)), (inner[:60], (400, 'MalformedXML')))
        expect(delete('<Object><Key>' + 'k' * 1025 + '</Key></Object><Object><Key>kept</Key></Object>')[0], 400)
        expect(admin.list_objects_v2(Bucket='deleting')['KeyCount'], 1)
        """);
}
