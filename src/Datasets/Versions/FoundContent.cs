using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;

namespace Athanor.Datasets.Versions;

/// <summary>The object that holds the bytes of a file now, and where they begin in it.</summary>
internal sealed record FoundContent(StoredObject Object, long Offset)
{
    public static FoundContent? Find(ReadSession session, Dataset dataset, Bucket bucket, TreeEntry entry)
    {
        if (KeyspaceContent.Find(session, bucket, entry.Content) is { } content) return new(content, entry.Offset);
        return MovesDatabase.Find(session, dataset.Id, new(entry.Content, entry.Offset)) is { } moved && KeyspaceContent.Find(session, bucket, moved.Key) is { } target ? new(target, moved.Offset) : null;
    }
}
