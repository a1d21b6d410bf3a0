namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>Ranges at every edge.</summary>
public sealed class RangeTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Every_edge_of_a_range_is_where_it_says() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='ranges'); admin.put_object(Bucket='ranges', Key='a', Body=b'0123456789'); admin.put_object(Bucket='ranges', Key='empty', Body=b'')
        def get(header, key='a', query='', *more):
            status, got, headers, text = send('GET', f'/ranges/{key}{query}', [('range', header), *more])
            return (status, headers['content-range'], text.decode()) if status == 206 else (status, got, headers.get('content-range')) if status >= 400 else (status, text.decode())
        for header, wanted in {
            'bytes=0-0': (206, 'bytes 0-0/10', '0'), 'bytes=9-9': (206, 'bytes 9-9/10', '9'), 'bytes=9-': (206, 'bytes 9-9/10', '9'), 'bytes=0-': (206, 'bytes 0-9/10', '0123456789'), 'bytes=2-4': (206, 'bytes 2-4/10', '234'),
            'bytes=8-100': (206, 'bytes 8-9/10', '89'), 'bytes=8-99999999999999999999': (206, 'bytes 8-9/10', '89'), 'bytes=-1': (206, 'bytes 9-9/10', '9'), 'bytes=-10': (206, 'bytes 0-9/10', '0123456789'), 'bytes=-11': (206, 'bytes 0-9/10', '0123456789'),
            'bytes=10-': (416, 'InvalidRange', 'bytes */10'), 'bytes=10-20': (416, 'InvalidRange', 'bytes */10'), 'bytes=99999999999999999999-': (416, 'InvalidRange', 'bytes */10'), 'bytes=-0': (416, 'InvalidRange', 'bytes */10'),
            'bytes=4-2': (200, '0123456789'), 'bytes=0-1,3-4': (200, '0123456789'), 'bytes=': (200, '0123456789'), 'bytes=-': (200, '0123456789'), 'bytes=a-b': (200, '0123456789'), 'lines=0-1': (200, '0123456789'), 'bytes=+1-2': (200, '0123456789'),
        }.items(): expect((header, get(header)), (header, wanted))
        for header in ['bytes=0-0', 'bytes=0-', 'bytes=-1', 'bytes=-0']: expect((header, get(header, 'empty')), (header, (416, 'InvalidRange', 'bytes */0')))
        tag = admin.head_object(Bucket='ranges', Key='a')['ETag']; date = send('HEAD', '/ranges/a')[2]['last-modified']
        part, whole = (206, 'bytes 0-1/10', '01'), (200, '0123456789')
        for condition, wanted in [(tag, part), ('"other"', whole), ('W/' + tag, whole), (date, part), ('Sat, 01 Jan 2000 00:00:00 GMT', whole), ('junk', whole)]: expect((condition, get('bytes=0-1', 'a', '', ('if-range', condition))), (condition, wanted))
        expect(get('bytes=0-1', 'a', '?partNumber=1')[:2], (400, 'InvalidRequest'))
        for number in ['0', '-1', '10001', 'x', '1.5']: expect((number, brief(send('GET', f'/ranges/a?partNumber={number}'))), (number, (400, 'InvalidArgument')))
        expect(brief(send('GET', '/ranges/a?partNumber=2')), (416, 'InvalidPartNumber'))
        status, _, headers, _ = send('HEAD', '/ranges/a', [('range', 'bytes=2-4')]); expect((status, headers['content-range'], headers['content-length']), (206, 'bytes 2-4/10', '3'))
        expect(send('HEAD', '/ranges/a', [('range', 'bytes=10-')])[0], 416)
        """);

    [Fact]
    public async Task A_part_is_read_by_its_number() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='parts'); upload = admin.create_multipart_upload(Bucket='parts', Key='a')['UploadId']
        parts = [dict(PartNumber=number, ETag=admin.upload_part(Bucket='parts', Key='a', UploadId=upload, PartNumber=number, Body=body)['ETag']) for number, body in [(3, b'a' * (5 << 20)), (10000, b'bc')]]
        admin.complete_multipart_upload(Bucket='parts', Key='a', UploadId=upload, MultipartUpload={'Parts': parts})
        answer = admin.get_object(Bucket='parts', Key='a', PartNumber=10000)
        expect((answer['Body'].read(), answer['PartsCount'], answer['ContentRange']), (b'bc', 2, f'bytes {5 << 20}-{(5 << 20) + 1}/{(5 << 20) + 2}'))
        expect(code(admin.get_object, Bucket='parts', Key='a', PartNumber=1), 'InvalidPartNumber')
        """);
}
