using Athanor.Foundation.Identifiers;

namespace Athanor.Foundation.Journal;

/// <summary><see cref="Child"/> came from <see cref="Parent"/> by the fact <see cref="Sequence"/>; depth counts steps from where the question began.</summary>
public sealed record LineageEdge(Subject Parent, Subject Child, string Verb, long Sequence, DateTimeOffset Time, string? Project, int Depth);
