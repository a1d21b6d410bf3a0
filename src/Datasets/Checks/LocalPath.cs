using System.Text;

namespace Athanor.Datasets.Checks;

internal static class LocalPath
{
    /// <summary>As a commit lists its files: by the UTF-8 bytes of their paths.</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create(
        (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    /// <summary>A path of a dataset as a path of this machine; null for one that would lead out of the folder.</summary>
    public static string? Within(string folder, string path) =>
        path.Split('/').All(part => part is not ("" or "." or "..")) && !path.Contains('\0', StringComparison.Ordinal) ? Path.Combine(folder, path) : null;

    /// <summary>Whether a link stands anywhere on the way from a folder to a file in it: it could lead somewhere else.</summary>
    public static bool HasLink(string folder, string path)
    {
        var place = folder;
        foreach (var part in path.Split('/'))
        {
            place = Path.Combine(place, part);
            if (new FileInfo(place) is { LinkTarget: not null }) return true;
        }
        return false;
    }
}
