using Athanor.Foundation.Usage;

namespace Athanor.Jobs.Model;

/// <summary>What an attempt used, by machine, and until when any process of it was there. Read from its folder; the books keep it.</summary>
public sealed record AttemptUse(DateTimeOffset? Until, IReadOnlyDictionary<string, MeasuredUse> ByNode);
