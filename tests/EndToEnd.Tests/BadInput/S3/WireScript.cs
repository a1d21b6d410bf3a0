using Athanor.EndToEnd.Objects;

namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>A script that signs requests itself and sends them byte by byte, so that nothing keeps them well-formed.</summary>
internal static class WireScript
{
    private const string Prelude =
        """

        import base64, datetime, hashlib, hmac, os, re, socket, struct, sys, threading, time, urllib.parse, zlib
        HOST = os.environ['ENDPOINT'].split('//')[1]; PORT = int(HOST.split(':')[1])
        KEY, SECRET = os.environ['AWS_ACCESS_KEY_ID'], os.environ['AWS_SECRET_ACCESS_KEY']
        EMPTY = hashlib.sha256(b'').hexdigest()
        def mac(key, text): return hmac.new(key, text.encode() if isinstance(text, str) else text, hashlib.sha256).digest()
        def signing_key(day, region='us-east-1'):
            key = ('AWS4' + SECRET).encode()
            for part in (day, region, 's3', 'aws4_request'): key = mac(key, part)
            return key
        def canonical_query(query):
            pairs = [part.partition('=')[::2] for part in query.split('&') if part]
            anew = lambda text: urllib.parse.quote(urllib.parse.unquote_to_bytes(text.replace('+', ' ')), safe='-._~')
            return '&'.join(f'{name}={value}' for name, value in sorted((anew(name), anew(value)) for name, value in pairs))
        def now(shift=0): return (datetime.datetime.utcnow() + datetime.timedelta(seconds=shift)).strftime('%Y%m%dT%H%M%SZ')
        def signed(method, target, headers=(), payload=EMPTY, at=None, unsigned=(), sign_host=True, region='us-east-1', day=None):
            # The headers of a signed request, as a list of pairs, and its signature.
            at = at or now()
            path, _, query = target.partition('?')
            every = [('host', HOST), ('x-amz-date', at), ('x-amz-content-sha256', payload), *headers]
            covered = {}
            for name, value in every:
                if name.lower() == 'host' and not sign_host: continue
                covered.setdefault(name.lower(), []).append(re.sub(' +', ' ', value.strip()))
            names = ';'.join(sorted(covered))
            path = urllib.parse.quote(urllib.parse.unquote_to_bytes(path), safe='/-._~')
            canonical = '\n'.join([method, path, canonical_query(query), *[f'{name}:{",".join(covered[name])}' for name in sorted(covered)], '', names, payload])
            day = day or at[:8]
            scope = f'{day}/{region}/s3/aws4_request'
            signature = mac(signing_key(day, region), f'AWS4-HMAC-SHA256\n{at}\n{scope}\n' + hashlib.sha256(canonical.encode('latin1')).hexdigest()).hex()
            return [*every, ('authorization', f'AWS4-HMAC-SHA256 Credential={KEY}/{scope},SignedHeaders={names},Signature={signature}'), *unsigned], signature
        class Wire:
            def __init__(self, timeout=20): self.socket = socket.create_connection(('127.0.0.1', PORT), timeout); self.buffer = b''
            def send(self, data):
                try: self.socket.sendall(data)
                except (BrokenPipeError, ConnectionResetError): pass
            def more(self):
                try: part = self.socket.recv(65536)
                except ConnectionResetError: part = b''
                self.buffer += part
                return bool(part)
            def until(self, end):
                while end not in self.buffer and self.more(): pass
                head, _, self.buffer = self.buffer.partition(end)
                return head
            def answer(self, head_only=False):
                head = self.until(b'\r\n\r\n').decode('latin1')
                if not head: return 0, {}, b''
                lines = head.split('\r\n')
                headers = {name.lower(): value.strip() for name, value in (line.split(':', 1) for line in lines[1:])}
                status = int(lines[0].split(' ')[1])
                if status == 100: return status, headers, b''
                if head_only or status in (204, 304): return status, headers, b''
                if 'content-length' in headers:
                    length = int(headers['content-length'])
                    while len(self.buffer) < length and self.more(): pass
                    body, self.buffer = self.buffer[:length], self.buffer[length:]
                    return status, headers, body
                while self.more(): pass
                body, self.buffer = self.buffer, b''
                return status, headers, body
            def close(self): self.socket.close()
        def head(method, target, headers, length=None):
            more = [] if length is None else [('content-length', str(length))]
            return f'{method} {target} HTTP/1.1\r\n'.encode('latin1') + ''.join(f'{name}: {value}\r\n' for name, value in [*headers, *more]).encode('latin1') + b'\r\n'
        def send(method, target, headers=(), body=b'', payload=None, length='auto', **how):
            # One request on a connection of its own; the status, the error's code, headers and body.
            payload = payload or hashlib.sha256(body).hexdigest()
            wire = Wire()
            every, _ = signed(method, target, headers, payload, **how)
            wire.send(head(method, target, every, len(body) if length == 'auto' else length) + body)
            status, got, text = wire.answer(method == 'HEAD')
            wire.close()
            return status, code_in(text), got, text
        def raw(data):
            wire = Wire(); wire.send(data)
            status, got, text = wire.answer()
            wire.close()
            return status, code_in(text), got, text
        def code_in(text):
            found = re.search(rb'<Code>(.*?)</Code>', text)
            return found.group(1).decode() if found else None
        def brief(answer): return answer[0], answer[1]

        """;

    public static Task RunAsync(AthanorServer server, string script) => PythonScript.RunAsync(server, Prelude + script);
}
