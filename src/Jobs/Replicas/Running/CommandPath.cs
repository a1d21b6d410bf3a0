namespace Athanor.Jobs.Replicas.Running;

/// <summary>Finds the program of a command as a shell would: by the PATH of the command's own environment, from its own folder.</summary>
internal static class CommandPath
{
    private const string UsualPath = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";

    /// <summary>The path of the program, or a sentence that says why there is none.</summary>
    public static (string? Program, string? Problem) Find(string command, string workDirectory, IReadOnlyDictionary<string, string> environment)
    {
        if (command.Length == 0) return (null, "The command is empty: name a program to run.");
        if (command.Contains('\0')) return (null, "The command holds a zero byte, which no program's name can.");
        if (command.Contains('/')) return Check(Path.Combine(workDirectory, command), command);

        var path = environment.GetValueOrDefault("PATH", UsualPath);
        var problem = (string?)null;
        foreach (var folder in path.Split(':'))
        {
            var (program, reason) = Check(Path.Combine(workDirectory, folder, command), command);
            if (program is not null) return (program, null);
            if (File.Exists(Path.Combine(workDirectory, folder, command))) problem ??= reason;
        }
        return (null, problem ?? $"The command '{command}' was not found in the PATH of the job, which is {path}.");
    }

    private static (string? Program, string? Problem) Check(string path, string command)
    {
        if (Directory.Exists(path)) return (null, $"The command '{command}' is a folder: {path}.");
        if (!File.Exists(path)) return (null, $"The command '{command}' was not found: there is no {path}.");
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return (File.GetUnixFileMode(path) & Executable) == 0 ? (null, $"The file {path} is not executable: chmod +x makes it so.") : (path, null);
    }
}
