namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>A key means nothing but itself, whatever it holds; what cannot be a key is refused in the words of S3 and stores nothing.</summary>
public sealed class KeyTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Keys_of_every_kind_are_stored_listed_read_and_deleted_as_they_are() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='keys')
        keys = ['..', '.', 'a/../b', '../../etc/passwd', '/', '//', '/leading', 'a//b', 'trailing/', 'a/./b', '%2F', '%00', '%25', '%252F', '%C0%AF', 'a+b', 'a b', ' a', 'a ', '?', '#', 'a?versionId=1', 'a&b=c',
                'Content-Type', 'x-amz-acl', 'Host', '\\..\\', "quote'\"<>&", ']]>', '\t\n\r', '\x01\x1f', '\x7f', '~', '*', '{}', 'con', 'ä', 'e\u0301', '\u202e', '\ufeff', '\ufffd', '\uffff', '\ud7ff', '\ue000',
                'k' * 1024, 'ä' * 512, '🌱' * 256, *[chr((plane << 16) + 0x8000) for plane in range(17) if plane != 0], *[chr((plane << 16) + 0xfffd) for plane in range(17)], *[chr((plane << 16) + 0xffff) for plane in range(17)]]
        keys = list(dict.fromkeys(keys)); path = lambda key: '/keys/' + urllib.parse.quote(key.encode(), safe='/')
        for number, key in enumerate(keys): expect((key, send('PUT', path(key), body=str(number).encode())[0]), (key, 200))
        def listed(query):
            found, more = [], ''
            while more is not None:
                text = send('GET', f'/keys?list-type=2&max-keys=7{query}{more}')[3]
                found += re.findall(rb'<Contents><Key>(.*?)</Key>', text, re.S)
                token = re.search(rb'<NextContinuationToken>(.*?)</NextContinuationToken>', text)
                more = '&continuation-token=' + urllib.parse.quote(token.group(1).decode(), safe='') if token else None
            return found
        encoded = [urllib.parse.unquote_to_bytes(key.decode()).decode() for key in listed('&encoding-type=url')]
        expect(encoded, sorted(keys, key=lambda key: key.encode()))
        import html
        expect([html.unescape(key.decode()) for key in listed('') if b'&#' not in key], [key for key in encoded if not any(ord(c) < 32 and c not in '\t\n' for c in key) and not {'\ufffe', '\uffff'} & set(key)])
        for number, key in enumerate(keys): expect((key, send('GET', path(key))[3]), (key, str(number).encode()))
        for key in keys: expect((key, send('DELETE', path(key))[0]), (key, 204))
        expect(listed(''), [])
        """);

    [Fact]
    public async Task What_can_be_no_key_is_refused() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='refused')
        for key, wanted in [('k' * 1025, (400, 'KeyTooLongError')), ('%C3%A4' * 512 + 'k', (400, 'KeyTooLongError')), ('%C0%AF', (400, 'InvalidURI')), ('%ED%A0%80', (400, 'InvalidURI')), ('%FF', (400, 'InvalidURI')), ('%', (400, 'InvalidURI')),
                            ('a%2', (400, 'InvalidURI')), ('a%zz', (400, 'InvalidURI')), ('a%00b', (400, None))]:
            expect((key, brief(send('PUT', '/refused/' + key, body=b'x'))), (key, wanted))
        for parameter in ['list-type=2&prefix', 'list-type=2&start-after', 'marker', 'prefix', 'versions&key-marker', 'versions&prefix', 'uploads&prefix', 'uploads&key-marker']:
            expect((parameter, brief(send('GET', f'/refused?{parameter}=%00'))), (parameter, (400, 'InvalidArgument')))
        for target in ['/refused/a?versionId=%00', '/refused/a?uploadId=%00']: expect(brief(send('GET', target)), (400, 'InvalidArgument'))
        for name in ['A-b', 'ab', 'a' * 64, '-ab', 'ab-', 'a..b', '192.168.1.1', 'a_b', 'xn--ab', 'ab-s3alias', 'sthree-ab', 'ab--ol-s3', 'a%2Fb', '%zz']:
            expect((name, send('PUT', '/' + name)[0]), (name, 400))
        expect(send('GET', '/refused')[3].count(b'<Contents>'), 0)
        """);
}
