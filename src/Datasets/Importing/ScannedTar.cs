using Athanor.Datasets.Tars;
using Athanor.Foundation.Files;

namespace Athanor.Datasets.Importing;

/// <summary>A tar on its way to the disk: what passes is looked at, and a tar that is none fails whoever reads it.</summary>
internal sealed class ScannedTar(Stream source, TarScan scan) : PassingStream
{
    private bool _isComplete;

    public long Count { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        if (count > 0)
        {
            scan.Feed(buffer.Span[..count]);
            Count += count;
        }
        else if (!_isComplete && buffer.Length > 0)
        {
            scan.Complete();
            _isComplete = true;
        }
        return count;
    }
}
