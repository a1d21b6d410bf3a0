using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Versions;

/// <summary>Nodes of a tree that is only thought of: what is saved stays here, and what was there is read where it is.</summary>
internal sealed class ScratchNodes(INodes stored) : INodes
{
    private readonly Dictionary<Digest, TreeNode> _saved = [];

    public TreeNode Load(Digest hash) => _saved.TryGetValue(hash, out var node) ? node : stored.Load(hash);

    public Digest Save(TreeNode node)
    {
        var hash = Digest.Of(NodeCodec.Encode(node));
        _saved[hash] = node;
        return hash;
    }
}
