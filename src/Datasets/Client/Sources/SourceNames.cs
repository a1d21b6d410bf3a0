using System.Text;
using System.Text.Unicode;

namespace Athanor.Datasets.Client.Sources;

/// <summary>Says of a name, before anything is sent, why no dataset can hold it.</summary>
internal static class SourceNames
{
    /// <summary>With as much room as the prefix leaves that the files go under.</summary>
    public static string? Objection(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name, int room) =>
        folder.Length + name.Length > room ? $"its path is longer than {ListedFile.LongestPath} bytes"
        : !Utf8.IsValid(name) ? "not UTF-8"
        : name.Contains((byte)'\\') ? "a backslash"
        : HasControls(name) ? "control characters"
        : null;

    private static bool HasControls(ReadOnlySpan<byte> name)
    {
        if (Ascii.IsValid(name)) return name.ContainsAnyInRange((byte)0, (byte)31) || name.Contains((byte)127);
        foreach (var rune in Encoding.UTF8.GetString(name).EnumerateRunes())
            if (Rune.IsControl(rune)) return true;
        return false;
    }
}
