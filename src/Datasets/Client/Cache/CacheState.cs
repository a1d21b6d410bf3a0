namespace Athanor.Datasets.Client.Cache;

/// <summary>The branch as it was when the cache was written: at that version it held every entry, and perhaps others under the prefix.</summary>
internal sealed record CacheState(long Version, bool HasOthers);
