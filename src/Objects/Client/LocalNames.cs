using Athanor.Foundation.Problems;

namespace Athanor.Objects.Client;

/// <summary>Files for the names of a listing. Whoever may write into a bucket chooses them, so none leads out of the folder.</summary>
public static class LocalNames
{
    private const int LongestName = 255;

    /// <summary>Where in the folder an object belongs; null for a key that stands for a folder itself.</summary>
    public static string? PathOf(string folder, string name)
    {
        if (name.Length == 0 || name.EndsWith('/')) return null;
        foreach (var part in name.Split('/'))
        {
            if (part is "" or "." or ".." || part.Contains('\0') || System.Text.Encoding.UTF8.GetByteCount(part) > LongestName) throw new ProblemException(ClientProblems.UnsafeName(name));
        }
        return Path.Combine(folder, name);
    }
}
