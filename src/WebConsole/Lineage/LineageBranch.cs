using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;

namespace Athanor.WebConsole.Lineage;

/// <summary>A thing in the tree with the fact that leads to it. Beyond a few steps the tree stops and links to its continuation.</summary>
public sealed record LineageBranch(Subject Subject, string Verb, long Sequence, IReadOnlyList<LineageBranch> Next, bool IsCut)
{
    private const int MaximumDepth = 8;
    private const int MaximumWidth = 50;

    /// <summary>What lies one step from <paramref name="subject"/>, and on from there. A thing reached twice is unfolded once.</summary>
    public static IReadOnlyList<LineageBranch> Of(Subject subject, IReadOnlyList<LineageEdge> edges, LineageDirection direction)
    {
        var steps = edges.ToLookup(edge => direction == LineageDirection.Up ? edge.Child : edge.Parent);
        return Unfold(subject, steps, direction, [subject], depth: 1);
    }

    private static List<LineageBranch> Unfold(Subject subject, ILookup<Subject, LineageEdge> steps, LineageDirection direction, HashSet<Subject> seen, int depth)
    {
        var branches = new List<LineageBranch>();
        foreach (var edge in steps[subject].Take(MaximumWidth))
        {
            var found = direction == LineageDirection.Up ? edge.Parent : edge.Child;
            var isNew = seen.Add(found);
            var isCut = isNew && depth == MaximumDepth && steps.Contains(found);
            branches.Add(new(found, edge.Verb, edge.Sequence, isNew && !isCut ? Unfold(found, steps, direction, seen, depth + 1) : [], isCut));
        }
        return branches;
    }
}
