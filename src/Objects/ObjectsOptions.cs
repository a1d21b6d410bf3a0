using Athanor.Foundation.Settings;
using Athanor.Foundation.Units;

namespace Athanor.Objects;

[Section("objects")]
public sealed class ObjectsOptions
{
    [Setting("Objects up to this size are packed together into segments and share an fsync; larger ones get a file of their own.", Minimum = 0, Maximum = 1 << 20)]
    public Bytes PackedSize { get; init; } = new(128 << 10);

    [Setting("A segment that has grown to this size is closed, and a new one begun.", Minimum = 1 << 16, Maximum = 1 << 30)]
    public Bytes SegmentSize { get; init; } = Bytes.FromMebibytes(256);
}
