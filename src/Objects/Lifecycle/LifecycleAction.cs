namespace Athanor.Objects.Lifecycle;

internal enum LifecycleAction
{
    /// <summary>What a delete without a version does: hidden where versions are kept, else removed.</summary>
    Expire,

    /// <summary>A version, or a delete marker, is removed for good.</summary>
    Remove,

    /// <summary>An upload that was not completed is aborted.</summary>
    Abort,
}
