using System.Text;

namespace Athanor.Datasets.Client.Sources;

/// <summary>A file of a source. Its path is not made until somebody asks: most files of most imports are never spoken of.</summary>
internal readonly record struct ListedFile(ListedFolder Folder, int NameStart, int NameLength, FileStamp Stamp)
{
    public const int LongestPath = 1024;

    public ReadOnlySpan<byte> Name => Folder.Names.AsSpan(NameStart, NameLength);

    public int PathLength => Folder.Path.Length + NameLength;

    public string Path => Encoding.UTF8.GetString(Folder.Path) + Encoding.UTF8.GetString(Name);

    /// <summary>Into a buffer of at least <see cref="LongestPath"/> bytes; answers the part that was filled.</summary>
    public ReadOnlySpan<byte> WritePath(Span<byte> buffer)
    {
        Folder.Path.AsSpan().CopyTo(buffer);
        Name.CopyTo(buffer[Folder.Path.Length..]);
        return buffer[..PathLength];
    }
}
