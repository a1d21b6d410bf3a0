using System.Numerics;
using System.Text;

namespace Athanor.Datasets.Client.Sources;

/// <summary>
/// Names of one folder that differ only by case: a file system that does not tell them apart can hold one of them. A table of hashes that
/// ignore case finds the suspects, so that no text is made of the names of an ordinary folder. For one thread.
/// </summary>
internal sealed class CaseCollisions(Findings findings)
{
    private int[] _table = new int[4096];
    private uint[] _hashes = new uint[2048];

    public void Find(ListedFolder folder)
    {
        Clear(folder.Members.Length);
        for (var member = 0; member < folder.Members.Length; member++)
        {
            _hashes[member] = HashOf(NameOf(folder, member));
            Add(folder, member);
        }
    }

    // A slot holds the number of a member, counted from one; the next free one is taken where another stands.
    private void Add(ListedFolder folder, int member)
    {
        var mask = _table.Length - 1;
        for (var slot = (int)_hashes[member] & mask; ; slot = (slot + 1) & mask)
        {
            if (_table[slot] == 0)
            {
                _table[slot] = member + 1;
                return;
            }
            var other = _table[slot] - 1;
            if (_hashes[other] == _hashes[member] && AreAlike(NameOf(folder, other), NameOf(folder, member)))
                findings.Collide(folder.Path, NameOf(folder, other), NameOf(folder, member));
        }
    }

    private void Clear(int members)
    {
        if (2 * members > _table.Length)
        {
            _table = new int[BitOperations.RoundUpToPowerOf2((uint)(2 * members))];
            _hashes = new uint[_table.Length];
        }
        else
        {
            Array.Clear(_table);
        }
    }

    private static bool AreAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        Encoding.UTF8.GetString(one).Equals(Encoding.UTF8.GetString(other), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<byte> NameOf(ListedFolder folder, int member) => new(folder.Names, folder.Members[member].NameStart, folder.Members[member].NameLength);

    private static uint HashOf(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
        {
            if (letter >= 0x80) return (uint)string.GetHashCode(Encoding.UTF8.GetString(name), StringComparison.OrdinalIgnoreCase);
            hash = (hash ^ (letter is >= (byte)'a' and <= (byte)'z' ? letter - 32u : letter)) * 16777619u;
        }
        return hash;
    }
}
