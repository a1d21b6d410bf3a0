using Athanor.Datasets.Checks;

namespace Athanor.App.Server;

/// <summary>How to start another process of this program: by its own file, or, where it has none, by that of .NET with the program's name behind.</summary>
internal static class OwnProgram
{
    public static IReadOnlyList<string> Command { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
        : [Environment.ProcessPath!];

    /// <summary>Queries over the files of datasets run in a process of their own.</summary>
    public static SqlLimits Queries => new() { Worker = [.. Command, "worker", "sql"] };
}
