using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Paths;
using Athanor.Datasets.Tars;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Import;

/// <summary>
/// A tar of one large file, read while it is sent. The end of the tar is only sent when the file is still as it was, so that the server
/// keeps no mixture of two versions of it.
/// </summary>
internal sealed class TarContent : HttpContent
{
    private readonly ArrayBufferWriter<byte> _header = new();
    private readonly IOpenContent _content;
    private readonly ITransferWatch _watch;
    private long _sent;

    public TarContent(ListedFile file, IOpenContent content, ITransferWatch watch)
    {
        (_content, _watch) = (content, watch);
        TarWrite.WriteHeader(_header, EntryPath.Parse(file.Path), content.Stamp.Size, content.Stamp.ModifiedTime);
        Typed(this);
    }

    /// <summary>Known once all of it was sent.</summary>
    public Digest? Found { get; private set; }

    public bool HasChanged { get; private set; }

    public static HttpContent Typed(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        return content;
    }

    /// <summary>What was sent does not count: all of it will be sent again.</summary>
    public void TakeBack() => _watch.Add(-_sent);

    protected override bool TryComputeLength(out long length)
    {
        length = _header.WrittenCount + _content.Stamp.Size + TarWrite.PaddingOf(_content.Stamp.Size).Length + TarWrite.End.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var size = _content.Stamp.Size;
        await stream.WriteAsync(_header.WrittenMemory, cancellationToken);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (var left = size; left > 0;)
        {
            var count = await _content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
            if (count == 0 || !_content.IsUnchanged()) throw Changed();
            hash.AppendData(buffer, 0, count);
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            _watch.Add(count);
            _sent += count;
            left -= count;
        }
        if (!_content.IsUnchanged()) throw Changed();
        await stream.WriteAsync(TarWrite.PaddingOf(size), cancellationToken);
        await stream.WriteAsync(TarWrite.End, cancellationToken);
        Found = Digest.Read(hash.GetHashAndReset());
    }

    private IOException Changed()
    {
        HasChanged = true;
        return new IOException("the file changed while it was sent");
    }
}
