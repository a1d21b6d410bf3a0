namespace Athanor.Datasets.Client.Sources;

/// <summary>All files of a source in the order of their paths' bytes, and what was found beside them.</summary>
internal sealed record Listing(ListedFile[] Files, Findings Findings)
{
    public long Bytes => Files.Sum(file => file.Stamp.Size);

    /// <summary>From a tree of folders whose members are in order.</summary>
    public static Listing Of(ListedFolder root, Findings findings)
    {
        var files = new ListedFile[CountOf(root)];
        var count = 0;
        Take(root, files, ref count);
        return new(files, findings);
    }

    private static int CountOf(ListedFolder folder) => folder.Members.Sum(member => member.Folder is null ? 1 : CountOf(member.Folder));

    private static void Take(ListedFolder folder, ListedFile[] files, ref int count)
    {
        foreach (ref readonly var member in folder.Members.AsSpan())
        {
            if (member.Folder is null) files[count++] = new(folder, member.NameStart, member.NameLength, member.Stamp);
            else Take(member.Folder, files, ref count);
        }
    }
}
