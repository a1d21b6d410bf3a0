namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>Bodies in signed chunks: what is cut, moved, replayed or told wrong is refused, and nothing of it is kept.</summary>
public sealed class ChunkedTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_body_in_chunks_is_what_was_signed_or_nothing()
    {
        await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='chunked')
        SIGNED, TRAILED, UNSIGNED_T = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'
        def chunks(parts, seed, at, trailer=None, sign=True):
            day = at[:8]; scope = f'{day}/us-east-1/s3/aws4_request'; previous = seed; out = []
            for part in [*parts, b'']:
                if sign:
                    previous = mac(signing_key(day), f'AWS4-HMAC-SHA256-PAYLOAD\n{at}\n{scope}\n{previous}\n{EMPTY}\n{hashlib.sha256(part).hexdigest()}').hex()
                    out.append(f'{len(part):x};chunk-signature={previous}\r\n'.encode() + (part + b'\r\n' if part else b''))
                else: out.append(f'{len(part):x}\r\n'.encode() + (part + b'\r\n' if part else b''))
            end = b''
            if trailer:
                end += f'{trailer[0]}:{trailer[1]}\r\n'.encode()
                if sign:
                    previous = mac(signing_key(day), f'AWS4-HMAC-SHA256-TRAILER\n{at}\n{scope}\n{previous}\n' + hashlib.sha256(f'{trailer[0]}:{trailer[1]}\n'.encode()).hexdigest()).hex()
                    end += f'x-amz-trailer-signature:{previous}\r\n'.encode()
            return out, end + b'\r\n'
        def stream(parts, kind=SIGNED, announced=None, trailer=None, declared=None, change=lambda out, end: b''.join(out) + end, seed=None, key='/chunked/k'):
            at = now(); whole = sum(map(len, parts))
            headers = [('content-encoding', 'aws-chunked'), ('x-amz-decoded-content-length', str(whole if declared is None else declared))]
            if announced: headers.append(('x-amz-trailer', announced))
            every, signature = signed('PUT', key, headers, kind, at=at)
            out, end = chunks(parts, seed or signature, at, trailer, sign=kind != UNSIGNED_T)
            body = change(out, end)
            r = raw(head('PUT', key, every, len(body)) + body); return r[0], r[1]
        P = [b'a'*70000, b'b'*70000, b'c'*100]
        crc = lambda body: base64.b64encode(struct.pack('>I', zlib.crc32(body))).decode()
        T = ('x-amz-checksum-crc32', crc(b''.join(P)))

        good = lambda answer: expect(answer, (200, None))
        good(stream(P)); good(stream(P, TRAILED, T[0], T)); good(stream(P, UNSIGNED_T, T[0], T)); good(stream([], SIGNED)); send('DELETE', '/chunked/k')
        wrong = {
            'cut': (stream(P, change=lambda o, e: b''.join(o)[:-30]), (400, 'IncompleteBody')),
            'without its last chunk': (stream(P, change=lambda o, e: b''.join(o[:-1])), (400, 'IncompleteBody')),
            'reordered': (stream(P, change=lambda o, e: b''.join([o[1], o[0], *o[2:]]) + e), (403, 'SignatureDoesNotMatch')),
            'doubled': (stream(P, declared=210100, change=lambda o, e: b''.join([o[0], *o]) + e), (403, 'SignatureDoesNotMatch')),
            'one left out': (stream(P, change=lambda o, e: b''.join(o[1:]) + e), (403, 'SignatureDoesNotMatch')),
            'of another request': (stream(P, seed='0' * 64), (403, 'SignatureDoesNotMatch')),
            'longer than declared': (stream(P, declared=100), (403, 'InvalidChunkSizeError')),
            'shorter than declared': (stream(P, declared=1_000_000), (400, 'IncompleteBody')),
            'declared negative': (stream(P, declared=-1), (400, 'InvalidArgument')),
            'declared too large': (stream(P, declared=6 << 30), (400, 'EntityTooLarge')),
            'declared a word': (stream(P, declared='x'), (400, 'InvalidArgument')),
            'signature too long': (stream(P, change=lambda o, e: b''.join([o[0].replace(b'chunk-signature=', b'chunk-signature=0', 1), *o[1:]]) + e), (403, 'SignatureDoesNotMatch')),
            'signature left out': (stream(P, change=lambda o, e: b''.join([re.sub(rb';chunk-signature=\w+', b'', o[0]), *o[1:]]) + e), (403, 'SignatureDoesNotMatch')),
            'trailer not announced': (stream(P, TRAILED, None, T), (400, 'InvalidRequest')),
            'trailer wrong': (stream(P, TRAILED, T[0], (T[0], 'AAAAAA==')), (400, 'BadDigest')),
            'unsigned trailer wrong': (stream(P, UNSIGNED_T, T[0], (T[0], 'AAAAAA==')), (400, 'BadDigest')),
            'trailer not signed': (stream(P, TRAILED, T[0], T, change=lambda o, e: b''.join(o) + re.sub(rb'x-amz-trailer-signature:.*\r\n', b'', e)), (403, 'SignatureDoesNotMatch')),
            'trailer signed wrong': (stream(P, TRAILED, T[0], T, change=lambda o, e: b''.join(o) + re.sub(rb'signature:.{8}', b'signature:00000000', e)), (403, 'SignatureDoesNotMatch')),
            'trailer left out': (stream(P, TRAILED, T[0], None), (400, 'MalformedTrailerError')),
            'unsigned trailer left out': (stream(P, UNSIGNED_T, T[0], None), (400, 'MalformedTrailerError')),
            'trailer that is no checksum': (stream(P, TRAILED, 'x-amz-meta-a', ('x-amz-meta-a', 'b')), (400, 'InvalidRequest')),
            'going on behind its end': (stream(P, change=lambda o, e: b''.join(o) + e + b'more'), (400, 'InvalidRequest')),
            'a chunk beyond all lengths': (stream(P, change=lambda o, e: b'ffffffffffffffff;chunk-signature=' + b'0' * 64 + b'\r\n'), (403, 'InvalidChunkSizeError')),
            'a line without end': (stream(P, change=lambda o, e: b'0' * 100_000), (403, 'InvalidChunkSizeError')),
        }
        for name, (got, wanted) in wrong.items(): expect((name, got), (name, wanted))
        expect(brief(raw(head('PUT', '/chunked/k', signed('PUT', '/chunked/k', [], SIGNED)[0], 10) + b'0' * 10)), (411, 'MissingContentLength'))
        expect(admin.list_objects_v2(Bucket='chunked')['KeyCount'], 0)
        """);

        Assert.DoesNotContain("body reader is in an invalid state", server.Output, StringComparison.Ordinal);
    }
}
