namespace Athanor.Objects.Lifecycle;

/// <summary>Where a version stands among those of its key: what was stored over it when (null for the latest), how many before that are newer, and whether there is no other.</summary>
internal readonly record struct VersionPlace(DateTimeOffset? SupersededAt, int NewerNoncurrent, bool IsAlone)
{
    public bool IsLatest => SupersededAt is null;
}
