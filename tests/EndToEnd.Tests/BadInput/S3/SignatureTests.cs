namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>Who asks is proven by what was signed, and by nothing that was added, doubled or left out since.</summary>
public sealed class SignatureTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task The_clock_of_a_signature_may_be_fifteen_minutes_off_and_its_day_is_that_of_its_scope() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='clocks'); send('PUT', '/clocks/a', body=b'a')
        for shift, wanted in [(-880, (200, None)), (880, (200, None)), (-920, (403, 'RequestTimeTooSkewed')), (920, (403, 'RequestTimeTooSkewed'))]:
            expect((shift, brief(send('GET', '/clocks/a', at=now(shift)))), (shift, wanted))
        expect(brief(send('GET', '/clocks/a', day='20200101')), (400, 'AuthorizationHeaderMalformed'))
        expect(brief(send('GET', '/clocks/a', at='yesterday', day=now()[:8])), (403, 'AccessDenied'))
        expect(brief(send('GET', '/clocks/a', region='mars-west-1')), (200, None))
        """);

    [Fact]
    public async Task Headers_that_come_twice_folded_unsigned_or_not_at_all_prove_nothing() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='headers'); send('PUT', '/headers/a', body=b'a')
        every = lambda **how: signed('GET', '/headers/a', **how)[0]
        get = lambda headers: brief(raw(head('GET', '/headers/a', headers)))
        expect(get(every()), (200, None))
        expect(get([*every(), ('x-amz-date', now(5))]), (403, 'AccessDenied'))
        expect(get([*every(), ('authorization', dict(every())['authorization'])]), (400, 'AuthorizationHeaderMalformed'))
        expect(get([*every(), ('x-amz-content-sha256', EMPTY)]), (400, 'InvalidRequest'))
        expect(get([*every(), ('host', 'elsewhere')])[0], 400)
        expect(get([pair for pair in every() if pair[0] != 'host'])[0], 400)
        expect(get(every(sign_host=False)), (403, 'AccessDenied'))
        expect(get(every(unsigned=[('x-amz-meta-late', '1')])), (403, 'AccessDenied'))
        expect(get(every(unsigned=[('x-other', '1')])), (200, None))
        expect(get(every(headers=[('x-amz-meta-a', '1'), ('x-amz-meta-a', '2')])), (200, None))
        expect(raw(head('GET', '/headers/a', every())[:-2] + b'x-folded: a\r\n b\r\n\r\n')[0], 400)
        expect(brief(raw(head('DELETE', '/headers/a', every()))), (403, 'SignatureDoesNotMatch'))
        expect(brief(raw(head('GET', '/headers/b', every()))), (403, 'SignatureDoesNotMatch'))
        expect(brief(raw(head('GET', '/headers/a?versionId=null', every()))), (403, 'SignatureDoesNotMatch'))
        """);

    [Fact]
    public async Task A_presigned_address_is_good_for_what_it_says_as_long_as_it_says() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='presigned'); admin.put_object(Bucket='presigned', Key='a', Body=b'a'); admin.put_object(Bucket='presigned', Key='b', Body=b'b')
        def get(url, method='GET', *headers):
            return brief(raw(head(method, url.replace(ENDPOINT, ''), [('host', HOST), *headers], 0 if method == 'PUT' else None)))
        url = admin.generate_presigned_url('get_object', Params={'Bucket': 'presigned', 'Key': 'a'}, ExpiresIn=60)
        expect(get(url), (200, None))
        for changed in [url.replace('/a?', '/b?'), url + '&versionId=null', url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000')]: expect(get(changed), (403, 'SignatureDoesNotMatch'))
        expect(get(url + '&X-Amz-Expires=6000'), (400, 'AuthorizationQueryParametersError'))
        expect(get(url, 'PUT'), (403, 'SignatureDoesNotMatch'))
        expect(get(url, 'GET', ('x-amz-meta-late', '1')), (403, 'AccessDenied'))
        expect(get(url, 'GET', ('authorization', 'AWS4-HMAC-SHA256 Credential=a')), (400, 'InvalidArgument'))
        short = admin.generate_presigned_url('get_object', Params={'Bucket': 'presigned', 'Key': 'a'}, ExpiresIn=1)
        time.sleep(2.1); expect(get(short), (403, 'AccessDenied'))
        put = admin.generate_presigned_url('put_object', Params={'Bucket': 'presigned', 'Key': 'c', 'ContentType': 'text/plain'}, ExpiresIn=60)
        expect(get(put, 'PUT'), (403, 'SignatureDoesNotMatch')); expect(get(put, 'PUT', ('content-type', 'text/plain')), (200, None))
        """);
}
