namespace Athanor.Datasets.Client.Sources;

/// <summary>All files of a source in the order of their paths' bytes, and what was found beside them.</summary>
internal sealed record Listing(ListedFile[] Files, Findings Findings)
{
    public long Bytes { get; } = SizeOf(Files);

    /// <summary>From a tree of folders whose members are in order.</summary>
    public static Listing Of(ListedFolder root, Findings findings)
    {
        var files = new ListedFile[CountOf(root)];
        var count = 0;
        Take(root, files, ref count);
        return new(files, findings);
    }

    // Plain loops over arrays, here and in all that is done once per file: they are compiled ahead of time, which generic code over these types is not.
    private static int CountOf(ListedFolder folder)
    {
        var count = 0;
        for (var index = 0; index < folder.Members.Length; index++) count += folder.Members[index].Folder is { } inner ? CountOf(inner) : 1;
        return count;
    }

    private static void Take(ListedFolder folder, ListedFile[] files, ref int count)
    {
        for (var index = 0; index < folder.Members.Length; index++)
        {
            ref readonly var member = ref folder.Members[index];
            if (member.Folder is null) files[count++] = new(folder, member.NameStart, member.NameLength, member.Stamp);
            else Take(member.Folder, files, ref count);
        }
    }

    private static long SizeOf(ListedFile[] files)
    {
        var size = 0L;
        for (var index = 0; index < files.Length; index++) size += files[index].Stamp.Size;
        return size;
    }
}
