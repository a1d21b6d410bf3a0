using System.Buffers.Binary;

namespace Athanor.Datasets.Client.Sources;

/// <summary>
/// Sorts what is in a folder so that the paths of the whole tree come out in order: a folder is compared as if its name ended in the
/// slash that follows it in every path within. Most comparisons are of eight bytes: those behind what all names of the folder begin with.
/// A merge sort of its own, since the framework's would have to be compiled for these types in every run, and is as slow as that for the first folders.
/// </summary>
internal sealed class MemberOrder
{
    private readonly FolderMember[] _members;
    private readonly byte[] _names;

    private MemberOrder(FolderMember[] members, byte[] names) => (_members, _names) = (members, names);

    public static FolderMember[] Sort(ReadOnlySpan<FolderMember> members, byte[] names)
    {
        var unsorted = members.ToArray();
        return new MemberOrder(unsorted, names).Sort();
    }

    private FolderMember[] Sort()
    {
        var common = CommonLength();
        var (keys, places) = (new ulong[_members.Length], new int[_members.Length]);
        for (var index = 0; index < places.Length; index++) (keys[index], places[index]) = (KeyOf(index, common), index);

        var order = MergeSort(keys, places);
        var sorted = new FolderMember[order.Length];
        for (var index = 0; index < sorted.Length; index++) sorted[index] = _members[order[index]];
        return sorted;
    }

    private int[] MergeSort(ulong[] keys, int[] places)
    {
        var merged = new int[places.Length];
        for (var width = 1; width < places.Length; width *= 2)
        {
            for (var start = 0; start < places.Length; start += 2 * width)
                Merge(keys, places, merged, start, Math.Min(start + width, places.Length), Math.Min(start + (2 * width), places.Length));
            (places, merged) = (merged, places);
        }
        return places;
    }

    private void Merge(ulong[] keys, int[] from, int[] to, int left, int middle, int end)
    {
        var right = middle;
        for (var target = left; target < end; target++)
        {
            var takesLeft = right == end || (left < middle && Compare(keys, from[left], from[right]) <= 0);
            to[target] = takesLeft ? from[left++] : from[right++];
        }
    }

    private int Compare(ulong[] keys, int x, int y) => keys[x] != keys[y] ? keys[x].CompareTo(keys[y]) : Compare(x, y);

    private int Compare(int x, int y)
    {
        var one = NameOf(x);
        var other = NameOf(y);
        var common = one.CommonPrefixLength(other);
        return After(one, common, x) - After(other, common, y);
    }

    private int After(ReadOnlySpan<byte> name, int common, int member) => common < name.Length ? name[common] : _members[member].Folder is null ? -1 : '/';

    private ulong KeyOf(int member, int common)
    {
        Span<byte> key = stackalloc byte[sizeof(ulong)];
        key.Clear();
        var rest = NameOf(member)[common..];
        rest[..Math.Min(rest.Length, key.Length)].CopyTo(key);
        if (rest.Length < key.Length && _members[member].Folder is not null) key[rest.Length] = (byte)'/';
        return BinaryPrimitives.ReadUInt64BigEndian(key);
    }

    private int CommonLength()
    {
        if (_members.Length == 0) return 0;
        var common = NameOf(0);
        for (var index = 1; index < _members.Length && common.Length > 0; index++) common = common[..common.CommonPrefixLength(NameOf(index))];
        return common.Length;
    }

    private ReadOnlySpan<byte> NameOf(int member) => new(_names, _members[member].NameStart, _members[member].NameLength);
}
