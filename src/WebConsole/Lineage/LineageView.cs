using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;

namespace Athanor.WebConsole.Lineage;

/// <summary>Where something came from and what came of it; without a subject, the page asks for one.</summary>
public sealed record LineageView(Subject? Subject, IReadOnlyList<LineageEdge> Causes, IReadOnlyList<LineageEdge> Effects, string? Fault);
