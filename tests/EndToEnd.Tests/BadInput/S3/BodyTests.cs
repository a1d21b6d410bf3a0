namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>A body says how long it is once, arrives, and has the digests that were told; else nothing of it is kept.</summary>
public sealed class BodyTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_length_is_said_once_and_is_one() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='lengths'); hello = hashlib.sha256(b'hello').hexdigest()
        every = signed('PUT', '/lengths/a', [], hello)[0]
        put = lambda more, body: brief(raw(head('PUT', '/lengths/a', [*every, *more]) + body))
        chunked = b'5\r\nhello\r\n0\r\n\r\n'
        expect(put([('transfer-encoding', 'chunked'), ('content-length', '5')], chunked), (400, 'InvalidRequest'))
        expect(put([('transfer-encoding', 'chunked')], chunked), (411, 'MissingContentLength'))
        expect(put([], b''), (411, 'MissingContentLength'))
        expect(put([('content-length', str(6 << 30))], b''), (400, 'EntityTooLarge'))
        for length in ['-1', 'x', '1' * 30, '']: expect((length, put([('content-length', length)], b'hello')[0]), (length, 400))
        expect(put([('content-length', '5'), ('content-length', '6')], b'hello')[0], 400)
        delete = signed('POST', '/lengths?delete', [], hashlib.sha256(b'<Delete/>').hexdigest())[0]
        answer = raw(head('POST', '/lengths?delete', [*delete, ('transfer-encoding', 'chunked'), ('content-length', '3')]) + b'9\r\n<Delete/>\r\n0\r\n\r\n')
        expect((brief(answer), answer[2]['connection']), ((400, 'InvalidRequest'), 'close'))
        expect(put([('content-length', '5')], b'hello'), (200, None)); expect(admin.list_objects_v2(Bucket='lengths')['KeyCount'], 1)
        """);

    [Fact]
    public async Task Content_that_has_not_the_digests_that_were_told_is_not_kept() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='digests')
        put = lambda *headers, **how: brief(send('PUT', '/digests/a', list(headers), body=b'leaf', **how))
        for header, value, wanted in [('content-md5', base64.b64encode(hashlib.md5(b'oak').digest()).decode(), 'BadDigest'), ('content-md5', 'junk', 'InvalidDigest'), ('content-md5', '', 'InvalidDigest'), ('content-md5', 'AAAA', 'InvalidDigest'),
                ('x-amz-checksum-crc32', 'AAAAAA==', 'BadDigest'), ('x-amz-checksum-crc32', 'x', 'InvalidRequest'), ('x-amz-checksum-sha256', 'AAAAAA==', 'InvalidRequest'), ('x-amz-checksum-crc99', 'AAAAAA==', 'NotImplemented'),
                ('x-amz-sdk-checksum-algorithm', 'CRC99', 'InvalidRequest'), ('x-amz-storage-class', 'ATTIC', 'InvalidStorageClass'), ('x-amz-meta-a', 'x' * 2100, 'MetadataTooLarge'), ('x-amz-tagging', 'a=%00', 'InvalidTag')]:
            expect((header, value, put((header, value))[1]), (header, value, wanted))
        expect(put(('x-amz-checksum-crc32', 'AAAAAA=='), ('x-amz-checksum-crc32c', 'AAAAAA==')), (400, 'InvalidRequest'))
        expect(put(payload='0' * 64), (400, 'XAmzContentSHA256Mismatch')); expect(put(payload='leaf'), (400, 'InvalidArgument'))
        expect(put(('if-none-match', '"a"')), (501, 'NotImplemented')); expect(put(('if-none-match', '*'), ('if-match', '*')), (501, 'NotImplemented'))
        expect(brief(send('PUT', '/digests/a?partNumber=1', body=b'leaf')), (400, 'InvalidArgument'))
        expect(admin.list_objects_v2(Bucket='digests')['KeyCount'], 0)
        """);

    [Fact]
    public async Task A_body_that_stops_or_drips_is_given_up_while_others_are_served() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='slow'); admin.put_object(Bucket='slow', Key='there', Body=b'leaf')
        every = signed('PUT', '/slow/a', [], hashlib.sha256(b'x' * 100_000).hexdigest())[0]
        wires = []
        for number in range(60):
            wires.append(Wire(40)); wires[-1].send(head('PUT', '/slow/a', every, 100_000) + b'x' * (number * 10))
        done = threading.Event()
        def drip():
            while not done.wait(1):
                for wire in wires[::2]: wire.send(b'x')
        threading.Thread(target=drip, daemon=True).start()
        began = time.time()
        answers = []
        waiting = threading.Thread(target=lambda: answers.extend(wire.answer() for wire in wires), daemon=True); waiting.start()
        while waiting.is_alive():
            started = time.time(); expect(send('GET', '/slow/there')[3], b'leaf'); assert time.time() - started < 3
            time.sleep(0.2)
        done.set()
        for status, headers, text in answers: assert status == 0 or (status, code_in(text)) == (400, 'RequestTimeout'), (status, text)
        assert sum(status == 400 for status, _, _ in answers) > 0 and time.time() - began < 35, answers
        for wire in wires: wire.close()
        half = Wire(); half.send(head('PUT', '/slow/a', every, 100_000) + b'x' * 50_000); half.close()
        time.sleep(0.5); expect([entry['Key'] for entry in admin.list_objects_v2(Bucket='slow')['Contents']], ['there'])
        """);

    [Fact]
    public async Task Thousands_of_idle_connections_keep_nobody_out() => await WireScript.RunAsync(server, """
        import resource
        resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
        admin.create_bucket(Bucket='idle'); admin.put_object(Bucket='idle', Key='there', Body=b'leaf')
        room = min(3000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 200)
        idle = [Wire() for _ in range(room)]
        for number in range(50):
            started = time.time(); expect(send('GET', '/idle/there')[3], b'leaf'); assert time.time() - started < 3
        """);

    [Fact]
    public async Task Who_is_answered_without_being_asked_for_the_body_is_told_that_the_connection_ends() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='expecting'); hello = hashlib.sha256(b'hello').hexdigest()
        def begin(target, length, *headers):
            wire = Wire(); payload = hello if length else EMPTY
            wire.send(head('PUT', target, signed('PUT', target, [('expect', '100-continue'), *headers], payload)[0], length))
            return wire, wire.answer()
        wire, (status, headers, _) = begin('/expecting/empty', 0); expect((status, headers.get('connection')), (200, 'close')); expect(wire.more(), False)
        for target, more, wanted in [('/not-there/a', [], 404), ('/expecting/a', [('x-amz-storage-class', 'ATTIC')], 400), ('/expecting/empty', [('if-none-match', '*')], 412)]:
            wire, (status, headers, _) = begin(target, 5, *more); expect((status, headers.get('connection')), (wanted, 'close')); expect(wire.more(), False)
        wire, answer = begin('/expecting/a', 5); expect(answer[0], 100)
        wire.send(b'hello'); status, headers, _ = wire.answer(); expect((status, headers.get('connection')), (200, None))
        wire.send(head('GET', '/expecting/a', signed('GET', '/expecting/a')[0])); expect(wire.answer()[2], b'hello')
        """);
}
