namespace Athanor.Objects.Versions;

/// <summary>The order of keys: by their UTF-8 bytes, which is that of their code points, and not that of .NET's UTF-16.</summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        using var lefts = left.EnumerateRunes().GetEnumerator();
        using var rights = right.EnumerateRunes().GetEnumerator();
        while (true)
        {
            var (hasLeft, hasRight) = (lefts.MoveNext(), rights.MoveNext());
            if (!hasLeft || !hasRight) return hasLeft.CompareTo(hasRight);
            if (lefts.Current != rights.Current) return lefts.Current.CompareTo(rights.Current);
        }
    }
}
