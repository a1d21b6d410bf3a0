namespace Athanor.Datasets.Client.Cache;

/// <summary>
/// Where caches lie. They only save work: where they cannot be read or written, imports do without. The least recently written ones go
/// when there are many.
/// </summary>
public sealed class CacheFolder(string? path)
{
    private const int MostCaches = 64;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>In the user's own cache folder, as the XDG base directories name it.</summary>
    public static CacheFolder OfUser()
    {
        var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new(Path.IsPathRooted(named) ? Path.Combine(named, "athanor", "imports") : home.Length > 0 ? Path.Combine(home, ".cache", "athanor", "imports") : null);
    }

    internal string? FileOf(CacheKey key)
    {
        if (path is null) return null;
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            return Path.Combine(path, Convert.ToHexStringLower(key.Digest));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal void Prune()
    {
        var files = new DirectoryInfo(path!).GetFiles();
        if (files.Length <= MostCaches) return;
        foreach (var file in files.OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostCaches)) file.Delete();
    }
}
