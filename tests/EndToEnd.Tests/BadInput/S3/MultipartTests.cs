namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>Parts with wrong numbers and tags, and completions that race.</summary>
public sealed class MultipartTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_part_has_a_number_and_a_tag_that_fit_or_the_upload_stays_as_it_is() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='wrong-parts'); upload = admin.create_multipart_upload(Bucket='wrong-parts', Key='a')['UploadId']; target = f'/wrong-parts/a?uploadId={upload}'
        for number in ['0', '10001', '-1', 'x', '', '1.5', '1&partNumber=2', '99999999999']: expect((number, brief(send('PUT', f'{target}&partNumber={number}', body=b'x'))), (number, (400, 'InvalidArgument')))
        expect(brief(send('PUT', '/wrong-parts/a?uploadId=none&partNumber=1', body=b'x')), (404, 'NoSuchUpload')); expect(brief(send('PUT', f'/wrong-parts/b?uploadId={upload}&partNumber=1', body=b'x')), (404, 'NoSuchUpload'))
        tags = {number: admin.upload_part(Bucket='wrong-parts', Key='a', UploadId=upload, PartNumber=number, Body=b'x' * 10)['ETag'] for number in (1, 2)}
        def complete(*parts): return brief(send('POST', target, body=('<CompleteMultipartUpload>' + ''.join(f'<Part><PartNumber>{number}</PartNumber><ETag>{tag}</ETag></Part>' for number, tag in parts) + '</CompleteMultipartUpload>').encode()))
        expect(complete(), (400, 'MalformedXML')); expect(complete((1, '"0"')), (400, 'InvalidPart')); expect(complete((3, tags[1])), (400, 'InvalidPart')); expect(complete((1, tags[1]), (2, '')), (400, 'MalformedXML'))
        expect(complete((2, tags[2]), (1, tags[1])), (400, 'InvalidPartOrder')); expect(complete((1, tags[1]), (1, tags[1])), (400, 'InvalidPartOrder')); expect(complete((1, tags[1]), (2, tags[2])), (400, 'EntityTooSmall'))
        for number in ['0', '10001', 'x']: expect(complete((number, tags[1])), (400, 'InvalidArgument'))
        expect(code(admin.head_object, Bucket='wrong-parts', Key='a'), '404'); expect(len(admin.list_parts(Bucket='wrong-parts', Key='a', UploadId=upload)['Parts']), 2)
        expect(complete((2, tags[2])), (200, None)); expect(admin.get_object(Bucket='wrong-parts', Key='a')['Body'].read(), b'x' * 10)
        """);

    [Fact]
    public async Task Of_completions_and_aborts_at_once_each_upload_has_one_end() => await WireScript.RunAsync(server, """
        from concurrent.futures import ThreadPoolExecutor
        admin.create_bucket(Bucket='racing')
        def race(number):
            key = f'k{number}'; upload = admin.create_multipart_upload(Bucket='racing', Key=key)['UploadId']
            tag = admin.upload_part(Bucket='racing', Key=key, UploadId=upload, PartNumber=1, Body=b'leaf')['ETag']
            complete = lambda: brief(send('POST', f'/racing/{key}?uploadId={upload}', body=f'<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{tag}</ETag></Part></CompleteMultipartUpload>'.encode()))
            abort = lambda: brief(send('DELETE', f'/racing/{key}?uploadId={upload}'))
            work = [complete, complete] if number % 2 else [complete, abort, complete]
            with ThreadPoolExecutor(3) as pool: answers = [future.result() for future in [pool.submit(one) for one in work]]
            there = code(admin.head_object, Bucket='racing', Key=key) == 'fine'
            if number % 2: expect((answers, there), ([(200, None)] * 2, True))
            else:
                assert answers[0] in [(200, None), (404, 'NoSuchUpload')] and answers[1] in [(204, None), (404, 'NoSuchUpload')], answers
                expect((answers[0][0], answers[2][0], there), ((200, 200, True) if answers[1][0] == 404 else (404, 404, False)))
            expect('Uploads' in admin.list_multipart_uploads(Bucket='racing', Prefix=key), False)
            if there: expect(admin.get_object(Bucket='racing', Key=key)['Body'].read(), b'leaf')
        for number in range(30): race(number)
        """);
}
