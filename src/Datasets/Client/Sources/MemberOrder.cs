namespace Athanor.Datasets.Client.Sources;

/// <summary>
/// Sorts what is in a folder so that the paths of the whole tree come out in order: a folder is compared as if its name ended in the
/// slash that follows it in every path within.
/// </summary>
internal sealed class MemberOrder(byte[] names) : IComparer<FolderMember>
{
    public static FolderMember[] Sort(List<FolderMember> members, byte[] names)
    {
        FolderMember[] sorted = [.. members];
        sorted.AsSpan().Sort(new MemberOrder(names));
        return sorted;
    }

    public int Compare(FolderMember x, FolderMember y)
    {
        ReadOnlySpan<byte> one = names.AsSpan(x.NameStart, x.NameLength);
        ReadOnlySpan<byte> other = names.AsSpan(y.NameStart, y.NameLength);
        if (x.Folder is null && y.Folder is null) return one.SequenceCompareTo(other);

        var common = one.CommonPrefixLength(other);
        return After(one, common, x) - After(other, common, y);
    }

    private static int After(ReadOnlySpan<byte> name, int common, in FolderMember member) =>
        common < name.Length ? name[common] : member.Folder is null ? -1 : '/';
}
