namespace Athanor.Objects.Checksums;

/// <summary>What the checksum of a multipart object is taken over: the checksums of its parts, or its bytes.</summary>
internal enum ChecksumType
{
    Composite,
    FullObject,
}
