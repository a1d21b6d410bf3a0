namespace Athanor.Datasets.Trees;

/// <summary>Nodes as bytes in a dictionary, which counts what is asked of it.</summary>
internal sealed class NodesInMemory : INodes
{
    private readonly Dictionary<Digest, byte[]> _nodes = [];

    public int Loads { get; set; }
    public int Saves { get; set; }

    public TreeNode Load(Digest hash)
    {
        Loads++;
        return NodeCodec.Decode(_nodes[hash]);
    }

    public Digest Save(TreeNode node)
    {
        Saves++;
        var bytes = NodeCodec.Encode(node);
        var hash = Digest.Of(bytes);
        _nodes[hash] = bytes;
        return hash;
    }
}
