namespace Athanor.Foundation.Databases.Backups;

/// <summary>A new file that only its owner may read: a backup holds everything there is.</summary>
internal static class PrivateFile
{
    public static FileStream Create(string path, FileOptions options)
    {
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = options };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, how);
    }
}
