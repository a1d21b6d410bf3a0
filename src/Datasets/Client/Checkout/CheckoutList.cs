using System.Text;
using Athanor.Datasets.Client.Import;
using Athanor.Datasets.Paths;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Checkout;

/// <summary>What a version holds under a prefix, each path looked at before anything is written: whoever may write to a dataset chooses them.</summary>
internal static class CheckoutList
{
    public static async Task<List<CheckoutFile>> ReadAsync(Stream manifest, string prefix, CancellationToken cancellation)
    {
        var files = new List<CheckoutFile>();
        await Manifest.ReadAsync(manifest, prefix, (path, size, in digest) => files.Add(new(EntryPath.Parse(Encoding.UTF8.GetString(path)), size, digest)), cancellation);
        RefuseFilesThatAreFolders(files);
        return files;
    }

    /// <summary>Paths that a file system which does not tell case apart would take for the same.</summary>
    public static List<string> FindCollisions(List<CheckoutFile> files)
    {
        var spelled = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var collisions = new List<string>();
        foreach (var file in files)
        {
            for (var part = file.Path.Value; part.Length > 0 && !IsKnown(part); part = FolderOf(part)) spelled[part] = part;
        }
        return collisions;

        bool IsKnown(string part)
        {
            if (!spelled.TryGetValue(part, out var known)) return false;
            if (known != part) collisions.Add($"{known} and {part}");
            return true;
        }
    }

    private static void RefuseFilesThatAreFolders(List<CheckoutFile> files)
    {
        var paths = files.Select(file => file.Path.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in files.Select(file => FolderOf(file.Path.Value)).Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal))
        {
            for (var part = folder; part.Length > 0; part = FolderOf(part))
                if (paths.Contains(part)) throw new ProblemException(CheckoutProblems.FileAndFolder(part));
        }
    }

    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
