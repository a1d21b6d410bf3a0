using System.Text;

namespace Athanor.Datasets.Client.Sources;

/// <summary>
/// Names of one folder that differ only by case: a file system that does not tell them apart can hold one of them. Hashes that ignore
/// case find the suspects, so that no text is made of the names of an ordinary folder.
/// </summary>
internal static class CaseCollisions
{
    public static void Find(ListedFolder folder, Findings findings)
    {
        var hashes = new uint[folder.Members.Length];
        var places = new int[hashes.Length];
        for (var index = 0; index < hashes.Length; index++) (hashes[index], places[index]) = (HashOf(NameOf(folder, index)), index);
        Array.Sort(hashes, places);
        for (var index = 1; index < hashes.Length; index++)
        {
            if (hashes[index] != hashes[index - 1]) continue;
            var one = NameOf(folder, places[index - 1]);
            var other = NameOf(folder, places[index]);
            if (Encoding.UTF8.GetString(one).Equals(Encoding.UTF8.GetString(other), StringComparison.OrdinalIgnoreCase)) findings.Collide(folder.Path, one, other);
        }
    }

    private static ReadOnlySpan<byte> NameOf(ListedFolder folder, int index) => folder.Names.AsSpan(folder.Members[index].NameStart, folder.Members[index].NameLength);

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
