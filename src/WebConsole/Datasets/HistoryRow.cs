using Athanor.Datasets.Model;

namespace Athanor.WebConsole.Datasets;

/// <summary>A commit in the drawing of a history: its lane, and the lines that come to it from above and leave it downwards, each from a lane to a lane.</summary>
public sealed record HistoryRow(Commit Commit, int Lane, IReadOnlyList<(int From, int To)> Above, IReadOnlyList<(int From, int To)> Below)
{
    /// <summary>Places commits in lanes, so that each line of descent keeps its own as long as it lasts. They come with every commit before its parents.</summary>
    public static IReadOnlyList<HistoryRow> Draw(IReadOnlyList<Commit> commits)
    {
        var rows = new List<HistoryRow>();
        var lanes = new List<string?>();
        IReadOnlyList<(int From, int To)> above = [];
        for (var index = 0; index < commits.Count; index++)
        {
            var commit = commits[index];
            var lane = LaneOf(lanes, commit.Id);
            var origins = Follow(lanes, lane, commit);
            var next = index + 1 < commits.Count ? commits[index + 1].Id : null;
            var target = next is null ? -1 : lanes.IndexOf(next);
            List<(int From, int To)> below = [.. origins.Select(line => (line.From, To: target >= 0 && lanes[line.To] == next ? target : line.To))];
            for (var other = 0; next is not null && other < lanes.Count; other++)
                if (other != target && lanes[other] == next) lanes[other] = null;
            rows.Add(new(commit, lane, above, below));
            above = below;
        }
        return rows;
    }

    private static int LaneOf(List<string?> lanes, string commit)
    {
        var lane = lanes.IndexOf(commit);
        if (lane < 0) lane = lanes.IndexOf(null);
        if (lane >= 0) return lane;
        lanes.Add(null);
        return lanes.Count - 1;
    }

    // Lanes that pass by go straight on; the commit's own goes on with its first parent, and the others branch off.
    private static List<(int From, int To)> Follow(List<string?> lanes, int lane, Commit commit)
    {
        lanes[lane] = null;
        List<(int From, int To)> lines = [.. lanes.Index().Where(other => other.Item is not null).Select(other => (other.Index, other.Index))];
        foreach (var (number, parent) in commit.Parents.Index())
        {
            var to = number == 0 && lanes[lane] is null ? lane : LaneOf(lanes, parent);
            lanes[to] = parent;
            lines.Add((lane, to));
        }
        return lines;
    }
}
