using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;

namespace Athanor.WebConsole.Tests.Lineage;

internal static class Edges
{
    public static Subject Thing(string name) => new("thing", name);

    public static LineageEdge Between(string parent, string child, int depth) => new(Thing(parent), Thing(child), "made", depth, DateTimeOffset.UnixEpoch, null, depth);

    public static List<LineageEdge> Chain(int length) => [.. Enumerable.Range(0, length).Select(step => Between($"{step}", $"{step + 1}", step + 1))];
}
