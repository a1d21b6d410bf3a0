namespace Athanor.EndToEnd;

public static class Repository
{
    /// <summary>The folder of these sources, found from where the tests were built.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Athanor.slnx"))) return folder.FullName;
        throw new InvalidOperationException("These tests do not run inside the repository.");
    }
}
