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

    [Setting("Address and port of the S3 door. Empty: it stays shut.")]
    public string Listen { get; init; } = "127.0.0.1:7071";

    [Setting("Domain under which buckets are hosts of their own, such as s3.example.org for leaves.s3.example.org. Empty: buckets are the first part of the path.")]
    public string Domain { get; init; } = "";

    [Setting("Region that the S3 door names; signatures of any region are accepted.")]
    public string Region { get; init; } = "us-east-1";

    [Setting("How often room between deleted objects is given back; 0: never.", Minimum = 0, Maximum = 86_400 * 366)]
    public TimeSpan CompactionInterval { get; init; } = TimeSpan.FromMinutes(10);

    [Setting("How often every object is read back from the disk; 0: never.", Minimum = 0, Maximum = 86_400 * 366)]
    public TimeSpan ScrubInterval { get; init; } = TimeSpan.FromDays(7);

    [Setting("How many bytes per second reading objects back may take from the disk.", Minimum = 1 << 16)]
    public Bytes ScrubRate { get; init; } = Bytes.FromMebibytes(32);

    [Setting("An upload in parts that has received none for this long is aborted; 0: never.", Minimum = 0, Maximum = 86_400 * 366)]
    public TimeSpan UploadLifetime { get; init; } = TimeSpan.FromDays(7);

    [Setting("Whether each read of an object is a fact in the Journal. They are written together once a second, so a crash may lose the last second's.")]
    public bool JournalReads { get; init; }

    [Setting("How often the lifecycle rules of buckets are followed; 0: never.", Minimum = 0, Maximum = 86_400 * 366)]
    public TimeSpan LifecycleInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The protocol's own bound on an object sent in one request, and on a part.</summary>
    internal const long LargestPart = 5L << 30;
}
