using System.IO.Pipelines;
using System.Text;

namespace Athanor.Objects.Wire.Chunked;

public sealed class ChunkedBodyTests
{
    [Fact]
    public async Task A_pipe_reads_the_content_through_the_stream()
    {
        var content = new Random(5).Bytes(1_000_000);
        var writer = new ChunkedWriter(signer: null);
        for (var at = 0; at < content.Length; at += 80_000) writer.Chunk(content.AsSpan(at, Math.Min(80_000, content.Length - at)));
        using var decoder = new ChunkedDecoder(content.Length, null, []);
        await using var body = new ChunkedBody(PipeReader.Create(new MemoryStream(writer.Chunk([]).Write("\r\n").Body)), decoder);
        var reader = PipeReader.Create(body);
        var copy = new MemoryStream();

        await reader.CopyToAsync(copy, TestContext.Current.CancellationToken);

        Assert.Equal(content, copy.ToArray());
    }

    [Fact]
    public async Task A_body_that_is_cut_ends_in_an_error_and_not_in_an_end()
    {
        using var decoder = new ChunkedDecoder(5, null, []);
        await using var body = new ChunkedBody(PipeReader.Create(new MemoryStream(Encoding.ASCII.GetBytes("5\r\nhel"))), decoder);

        var failure = await Assert.ThrowsAsync<S3Exception>(() => body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal("IncompleteBody", failure.Error.Code);
    }

    [Fact]
    public async Task What_has_not_come_yet_is_waited_for()
    {
        var pipe = new Pipe();
        using var decoder = new ChunkedDecoder(5, null, []);
        await using var body = new ChunkedBody(pipe.Reader, decoder);
        var buffer = new byte[10];

        var read = body.ReadAsync(buffer, TestContext.Current.CancellationToken);
        Assert.False(read.IsCompleted);
        await pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes("5\r\nhe"), TestContext.Current.CancellationToken);

        Assert.Equal(2, await read);
    }
}
