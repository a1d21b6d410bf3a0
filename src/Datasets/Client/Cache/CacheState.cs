namespace Athanor.Datasets.Client.Cache;

/// <summary>The branch as it was when the cache was written: it then held every entry, and perhaps others under the prefix.</summary>
internal sealed record CacheState(BranchMark Branch, bool HasOthers);
