using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Datasets.Paths;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;

namespace Athanor.Datasets;

/// <summary>
/// What keys mean in the bucket of a dataset: <c>ref/path</c>, where the ref is a branch, a tag or the beginning of a commit's id. Branches
/// are read with what was written to them, and can be written to; the others never change.
/// </summary>
internal sealed class DatasetKeyspace(NodeCache cache, TimeProvider clock) : IKeyspace
{
    private const int MaximumRefs = 10_000;

    public string Kind => DatasetDirectory.Kind;

    public StoredObject? Find(ReadSession session, Bucket bucket, string key)
    {
        if (FileAddress.TryRead(key) is not { } address || DatasetsDatabase.Find(session, bucket.Id) is not { } dataset) return null;
        var entry = Revision.Find(session, dataset, address.Ref)?.FindFile(session, new StoredNodes(session, dataset, cache), address.Path);
        return entry is null || FoundContent.Find(session, dataset, bucket, entry) is not { } found ? null : FileDescription.Describe(key, entry, found);
    }

    public List<StoredObject> List(ReadSession session, Bucket bucket, string from, bool isFromIncluded, string? end, int limit)
    {
        var listed = new List<StoredObject>();
        if (DatasetsDatabase.Find(session, bucket.Id) is not { } dataset) return listed;
        var nodes = new StoredNodes(session, dataset, cache);
        foreach (var name in NamesBetween(session, dataset, from, end))
        {
            if (Revision.Find(session, dataset, name) is not { } revision) continue;
            var start = FileAddress.KeyOf(name, "");
            foreach (var entry in revision.ListFiles(session, nodes, from.StartsWith(start, StringComparison.Ordinal) ? from[start.Length..] : ""))
            {
                var key = start + entry.Path;
                if (!isFromIncluded && key == from) continue;
                if (listed.Count == limit || (end is not null && PathOrder.Compare(key, end) >= 0)) return listed;
                listed.Add(FileDescription.Describe(key, entry, found: null));
            }
        }
        return listed;
    }

    public StoredObject Put(WriteSession session, Bucket bucket, StoredObject added)
    {
        var (dataset, branch, path) = FindPlace(session, bucket, added.Key);
        var place = added.Place ?? Keep(session, bucket, dataset, added);
        var entry = new TreeEntry(path.Value, added.Size, Digest.Parse(added.Digest!), added.StoredAt, place.Key, place.Offset) { ETag = added.ETag, Description = FileDescription.Write(path.Value, added.Headers) };
        WorkingTree.Write(session, new StoredNodes(session, dataset, cache), dataset, branch, TreeChange.Put(entry));
        return added;
    }

    public bool Remove(WriteSession session, Bucket bucket, string key)
    {
        var (dataset, branch, path) = FindPlace(session, bucket, key);
        var nodes = new StoredNodes(session, dataset, cache);
        if (WorkingTree.Find(session, nodes, branch, path.Value) is null) return false;
        WorkingTree.Write(session, nodes, dataset, branch, TreeChange.Remove(path.Value));
        return true;
    }

    private ContentPlace Keep(WriteSession session, Bucket bucket, Dataset dataset, StoredObject added)
    {
        var key = ContentKey.Create(dataset.Epoch, clock);
        KeyspaceContent.Put(session, bucket, added with { Key = key, Headers = FileDescription.OfContent(added.Headers) });
        return new(key, 0);
    }

    private static (Dataset Dataset, Branch Branch, EntryPath Path) FindPlace(ReadSession session, Bucket bucket, string key)
    {
        if (FileAddress.TryRead(key) is not { } address) throw new ProblemException(DatasetsProblems.NoAddress(key));
        var path = EntryPath.Parse(address.Path);
        var dataset = DatasetsDatabase.Find(session, bucket.Id) ?? throw new ProblemException(DatasetsProblems.UnknownDataset(bucket.Name));
        var revision = Revision.Find(session, dataset, address.Ref) ?? throw new ProblemException(DatasetsProblems.UnknownBranch(dataset.Name, address.Ref));
        var branch = revision.Branch ?? throw new ProblemException(DatasetsProblems.NeverChanges(address.Ref));
        return branch.Protection is null ? (dataset, branch, path) : throw new ProblemException(DatasetsProblems.Protected(branch.Name));
    }

    // The names of refs are ordered as the keys that begin with them: "a.b/" comes before "a/".
    private static IEnumerable<string> NamesBetween(ReadSession session, Dataset dataset, string from, string? end)
    {
        if (from.IndexOf('/') is > 0 and var slash && end is not null && KeyRange.EndOf(from[..(slash + 1)]) is { } next && PathOrder.Compare(end, next) <= 0) return [from[..slash]];
        return DatasetsDatabase.ListRefs(session, dataset.Id, "", MaximumRefs)
            .Where(name => PathOrder.Compare(KeyRange.EndOf(FileAddress.KeyOf(name, ""))!, from) > 0 && (end is null || PathOrder.Compare(FileAddress.KeyOf(name, ""), end) < 0))
            .OrderBy(name => FileAddress.KeyOf(name, ""), PathOrder.Comparer);
    }
}
