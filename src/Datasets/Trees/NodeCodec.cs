using System.Text;
using Athanor.Foundation.Databases;

namespace Athanor.Datasets.Trees;

/// <summary>
/// Nodes as bytes: the format and the level, then each entry or child with the part of its path that differs from the one before.
/// The same node has the same bytes, always: its hash is its name. The README beside this file has the layout.
/// </summary>
internal static class NodeCodec
{
    private const byte Format = 1;
    private const int HasETag = 1;
    private const int HasDescription = 2;

    public static byte[] Encode(TreeNode node)
    {
        var writer = new NodeWriter();
        writer.Byte(Format);
        writer.Byte((byte)node.Level);
        if (node.IsLeaf) WriteEntries(writer, node.Entries);
        else WriteChildren(writer, node.Children);
        return writer.ToArray();
    }

    public static TreeNode Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new NodeReader(bytes);
        if (reader.Byte() is not Format and var format) throw new InvalidDataException($"This is no node of a tree that this program knows: its format is {format}.");
        var level = reader.Byte();
        return level == 0 ? new(level, ReadEntries(ref reader), []) : new(level, [], ReadChildren(ref reader));
    }

    private static void WriteEntries(NodeWriter writer, TreeEntry[] entries)
    {
        string[] contents = [.. entries.Select(entry => entry.Content).Distinct()];
        var numbers = contents.Index().ToDictionary(content => content.Item, content => content.Index);
        writer.Number(contents.Length);
        foreach (var content in contents) writer.Text(content);

        writer.Number(entries.Length);
        byte[] path = [];
        var time = 0L;
        foreach (var entry in entries)
        {
            path = WritePath(writer, path, entry.Path);
            writer.Number(entry.Size);
            writer.Digest(entry.Digest);
            var modifiedAt = Timestamp.ToMicroseconds(entry.ModifiedAt);
            writer.Difference(modifiedAt - time);
            time = modifiedAt;
            writer.Number(numbers[entry.Content]);
            writer.Number(entry.Offset);
            writer.Byte((byte)((entry.ETag is null ? 0 : HasETag) | (entry.Description is null ? 0 : HasDescription)));
            if (entry.ETag is not null) writer.Text(entry.ETag);
            if (entry.Description is not null) writer.Text(entry.Description);
        }
    }

    private static TreeEntry[] ReadEntries(ref NodeReader reader)
    {
        var contents = new string[reader.Number()];
        for (var index = 0; index < contents.Length; index++) contents[index] = reader.Text();

        var entries = new TreeEntry[reader.Number()];
        byte[] path = [];
        var time = 0L;
        for (var index = 0; index < entries.Length; index++)
        {
            path = ReadPath(ref reader, path);
            var (size, digest) = (reader.Number(), reader.Digest());
            time += reader.Difference();
            var (content, offset, flags) = (contents[reader.Number()], reader.Number(), reader.Byte());
            entries[index] = new(Encoding.UTF8.GetString(path), size, digest, Timestamp.FromMicroseconds(time), content, offset)
            {
                ETag = (flags & HasETag) == 0 ? null : reader.Text(),
                Description = (flags & HasDescription) == 0 ? null : reader.Text(),
            };
        }
        return entries;
    }

    private static void WriteChildren(NodeWriter writer, NodeReference[] children)
    {
        writer.Number(children.Length);
        byte[] path = [];
        foreach (var child in children)
        {
            path = WritePath(writer, path, child.LastPath);
            writer.Digest(child.Hash);
            writer.Number(child.Files);
            writer.Number(child.Bytes);
        }
    }

    private static NodeReference[] ReadChildren(ref NodeReader reader)
    {
        var children = new NodeReference[reader.Number()];
        byte[] path = [];
        for (var index = 0; index < children.Length; index++)
        {
            path = ReadPath(ref reader, path);
            children[index] = new(Encoding.UTF8.GetString(path), reader.Digest(), reader.Number(), reader.Number());
        }
        return children;
    }

    private static byte[] WritePath(NodeWriter writer, byte[] before, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        var shared = before.AsSpan().CommonPrefixLength(bytes);
        writer.Number(shared);
        writer.Bytes(bytes.AsSpan(shared));
        return bytes;
    }

    private static byte[] ReadPath(ref NodeReader reader, byte[] before)
    {
        var shared = before.AsSpan(0, (int)reader.Number());
        return [.. shared, .. reader.Bytes()];
    }
}
