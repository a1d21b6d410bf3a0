namespace Athanor.Jobs.Planning.Capacity;

/// <summary>
/// The nodes of a class by how tightly a job sits there, for all shapes for which the same accelerators are good. The best node for a job
/// is then found by halving instead of by looking at all of them.
/// </summary>
internal sealed class NodeOrder
{
    private readonly Cluster _cluster;
    private readonly FreeSpace _space;
    private readonly Shape _sample;
    private readonly Fit[] _fits;      // by the rank of a node in its class
    private readonly int[] _order;     // ranks, the tightest first

    public NodeOrder(Cluster cluster, FreeSpace space, NodeClass nodes, Shape sample)
    {
        (_cluster, _space, _sample) = (cluster, space, sample);
        _fits = [.. nodes.Nodes.Select(node => new Fit(cluster, space, sample, node))];
        _order = [.. Enumerable.Range(0, _fits.Length)];
        Array.Sort((Fit[])_fits.Clone(), _order);
    }

    public int Count => _order.Length;

    public Fit this[int position] => _fits[_order[position]];

    /// <summary>Where those begin that are not tighter than this.</summary>
    public int Find(Fit fit)
    {
        var (low, high) = (0, _order.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_fits[_order[middle]].CompareTo(fit) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>To be called after what is free on a node has changed.</summary>
    public void Refresh(int node)
    {
        var rank = _cluster.RankOf[node];
        var from = Find(_fits[rank]);
        var fit = new Fit(_cluster, _space, _sample, node);
        var to = Find(fit);
        _fits[rank] = fit;

        if (to > from) Array.Copy(_order, from + 1, _order, from, --to - from);
        else Array.Copy(_order, to, _order, to + 1, from - to);
        _order[to] = rank;
    }
}
