namespace Athanor.Foundation.Usage;

/// <summary>
/// All there is to say of what an attempt of a job takes up, as of now: who it is for, and what it holds since when; until when is null while
/// it holds it. It says the whole each time, so that saying it twice counts once.
/// </summary>
public sealed record UsageEntry(long Job, int Attempt, string Project, string Owner, string Name, DateTimeOffset From, DateTimeOffset? Until, IReadOnlyList<NodeHold> Nodes);
