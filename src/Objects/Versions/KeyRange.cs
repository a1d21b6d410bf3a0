namespace Athanor.Objects.Versions;

/// <summary>All keys with a prefix, as the stretch from the prefix itself to the first text that comes after them.</summary>
public static class KeyRange
{
    /// <summary>The first key behind all that begin with the prefix, or null where none can come after them. Keys are ordered by their UTF-8 bytes.</summary>
    public static string? EndOf(string prefix)
    {
        // The last code point that has a successor is replaced by it; those that have none fall away.
        for (var length = prefix.Length; length > 0;)
        {
            var isPair = length > 1 && char.IsLowSurrogate(prefix[length - 1]);
            length -= isPair ? 2 : 1;
            var last = isPair ? char.ConvertToUtf32(prefix[length], prefix[length + 1]) : prefix[length];
            if (last < 0x10FFFF) return prefix[..length] + char.ConvertFromUtf32(last == 0xD7FF ? 0xE000 : last + 1);
        }
        return null;
    }
}
