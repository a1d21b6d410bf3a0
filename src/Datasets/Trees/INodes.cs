namespace Athanor.Datasets.Trees;

/// <summary>Where nodes are kept, each under the hash of its bytes.</summary>
internal interface INodes
{
    TreeNode Load(Digest hash);

    /// <summary>Keeps a node and answers its hash. One that is there already is said to be needed again.</summary>
    Digest Save(TreeNode node);
}
