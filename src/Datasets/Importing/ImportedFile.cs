using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Importing;

internal sealed record ImportedFile(string Path, long Size, Digest Digest, DateTimeOffset ModifiedAt, long Offset)
{
    public TreeEntry In(string content) => new(Path, Size, Digest, ModifiedAt, content, Offset);
}
