using Athanor.EndToEnd.BadInput.S3;

namespace Athanor.EndToEnd.Faults;

/// <summary>A byte that turns within what is sealed: no byte of the object's damaged block is served, with the server's key or the client's.</summary>
[Trait("Category", "Faults")]
public sealed class SealedDamageTests
{
    [Theory, InlineData(5000), InlineData(3_000_000)]
    public async Task An_encrypted_object_that_is_damaged_is_never_served(int size)
    {
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        await WireScript.RunAsync(server, $$"""
            admin.create_bucket(Bucket='sealed')
            put = lambda name, more: expect(send('PUT', f'/sealed/{name}', more, body=(name * {{size}})[:{{size}}].encode())[0], 200)
            put('server', [('x-amz-server-side-encryption', 'AES256')])
            """);
        await server.StopAsync();

        Assert.True(TurnLastByte(Path.Combine(server.Folder, "objects"), size), "The content is not on the disk.");
        await server.StartAsync();

        await WireScript.RunAsync(server, $$"""
            whole = ('server' * {{size}})[:{{size}}].encode()
            def read(headers=()):
                wire = Wire(); wire.send(head('GET', '/sealed/server', signed('GET', '/sealed/server', headers)[0]))
                return wire.answer()
            status, _, got = read()
            assert status == 500 and b'damaged' in got or status == 200 and len(got) < {{size}} and whole.startswith(got), (status, len(got), got[:200])
            status, _, got = read([('range', 'bytes=-10')]); assert (status, got) != (206, whole[-10:]) and whole[-10:] not in got, (status, got)
            """);
    }

    // Sealed bytes cannot be searched for: the last that is not zero lies in a file's checksums and footer, or in a record's end, so it is one before those.
    private static bool TurnLastByte(string objects, int size)
    {
        foreach (var path in Directory.EnumerateFiles(objects, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length >= size))
        {
            using var file = File.Open(path, FileMode.Open);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var end = path.EndsWith(".segment", StringComparison.Ordinal) ? Array.FindLastIndex(bytes, value => value != 0) : size;
            file.Position = end - 100;
            file.WriteByte((byte)(bytes[end - 100] ^ 1));
            return true;
        }
        return false;
    }
}
