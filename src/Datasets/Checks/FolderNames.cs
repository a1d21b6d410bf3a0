namespace Athanor.Datasets.Checks;

/// <summary>Folders as checks speak of them: the first ones below a place, such as "train" and "test", or one per class.</summary>
internal static class FolderNames
{
    /// <summary>The folder directly below a place that a file lies in, however deep; null for a file elsewhere, or in no folder.</summary>
    public static string? Below(string place, string path)
    {
        var start = place.Length == 0 ? 0 : place.Length + 1;
        if (start > 0 && !(path.Length > start && path.StartsWith(place, StringComparison.Ordinal) && path[place.Length] == '/')) return null;
        var end = path.IndexOf('/', start);
        return end < 0 ? null : path[start..end];
    }
}
