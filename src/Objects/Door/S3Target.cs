namespace Athanor.Objects.Door;

/// <summary>What an operation is about.</summary>
internal enum S3Target
{
    Service,
    Bucket,
    Object,
}
