using System.Globalization;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Launching;

/// <summary>Who stands where in a gang, in the words of torchrun: a group is a machine, and a local rank counts on it.</summary>
internal sealed record GangPlaces(IReadOnlyList<string> Nodes, IReadOnlyList<int> LocalRanks)
{
    public static GangPlaces Of(IReadOnlyList<ReplicaPlace> places)
    {
        var (nodes, locals, counts) = (new List<string>(), new List<int>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var place in places)
        {
            var local = counts.GetValueOrDefault(place.Node);
            counts[place.Node] = local + 1;
            locals.Add(local);
            nodes.Add(place.Node);
        }
        return new(nodes, locals);
    }

    /// <summary>As torchrun sets them for its workers (torch/distributed/elastic/agent/server/local_elastic_agent.py).</summary>
    public IEnumerable<KeyValuePair<string, string>> VariablesOf(AttemptRun run, int rank)
    {
        var (node, machines) = (Nodes[rank], Nodes.Distinct().ToList());
        var specification = run.Job.Specification;
        return new Dictionary<string, string>
        {
            ["RANK"] = Text(rank),
            ["LOCAL_RANK"] = Text(LocalRanks[rank]),
            ["WORLD_SIZE"] = Text(Nodes.Count),
            ["LOCAL_WORLD_SIZE"] = Text(Nodes.Count(other => other == node)),
            ["GROUP_RANK"] = Text(machines.IndexOf(node)),
            ["GROUP_WORLD_SIZE"] = Text(machines.Count),
            ["ROLE_RANK"] = Text(rank),
            ["ROLE_NAME"] = "default",
            ["ROLE_WORLD_SIZE"] = Text(Nodes.Count),
            ["MASTER_ADDR"] = "127.0.0.1",
            ["MASTER_PORT"] = Text(run.Attempt.MasterPort),
            ["TORCHELASTIC_RESTART_COUNT"] = Text(run.Attempt.Number - 1),
            ["TORCHELASTIC_MAX_RESTARTS"] = Text(specification.Retries.Limit),
            ["TORCHELASTIC_RUN_ID"] = Text(run.Job.Id),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
