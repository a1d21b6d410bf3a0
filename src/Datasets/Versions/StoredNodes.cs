using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;

namespace Athanor.Datasets.Versions;

/// <summary>A dataset's nodes in the database, as one transaction sees them.</summary>
internal sealed class StoredNodes(ReadSession session, Dataset dataset, NodeCache cache) : INodes
{
    public TreeNode Load(Digest hash)
    {
        if (cache.Find(hash) is { } known) return known;
        var content = TreesDatabase.FindNode(session, dataset.Id, hash) ?? throw new InvalidDataException($"The dataset '{dataset.Name}' has lost the node {hash} of a tree.");
        var node = NodeCodec.Decode(content);
        cache.Add(hash, node);
        return node;
    }

    public Digest Save(TreeNode node)
    {
        var content = NodeCodec.Encode(node);
        var hash = Digest.Of(content);
        var writing = session as WriteSession ?? throw new InvalidOperationException("A reader saves no nodes.");
        TreesDatabase.SaveNode(writing, dataset.Id, hash, dataset.Epoch, content);
        cache.Add(hash, node);
        return hash;
    }
}
