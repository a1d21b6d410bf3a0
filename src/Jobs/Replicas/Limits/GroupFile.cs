using System.Globalization;
using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Limits;

/// <summary>The files of control groups. Each kernel and each delegation lacks some of them: writing answers whether it worked, reading answers null.</summary>
internal static class GroupFile
{
    public static bool TryWrite(string folder, string name, string value)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(value));
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static string? TryRead(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Trim();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static long? ReadNumber(string folder, string name) => long.TryParse(TryRead(folder, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The number behind a word in a file of lines such as <c>oom_kill 3</c>.</summary>
    public static long? ReadNumber(string folder, string name, string word)
    {
        var line = TryRead(folder, name)?.Split('\n').FirstOrDefault(line => line.StartsWith($"{word} ", StringComparison.Ordinal));
        return long.TryParse(line?[(word.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public static bool TryCreate(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static IReadOnlyList<int> Processes(string folder) =>
        TryRead(folder, "cgroup.procs")?.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(process => process != Environment.ProcessId && process > 0).ToList() ?? [];

    /// <summary>A group goes only when no process is in it, and a thread may stay in it for a moment after its end; it may have groups of its own below it.</summary>
    public static bool TryRemove(string folder)
    {
        for (var attempt = 0; !TryRemoveOnce(folder); attempt++)
        {
            if (attempt == 100) return false;
            LibC.Pause(TimeSpan.FromMilliseconds(5));
        }
        return true;
    }

    private static bool TryRemoveOnce(string folder)
    {
        try
        {
            foreach (var below in Directory.EnumerateDirectories(folder)) TryRemoveOnce(below);
            Directory.Delete(folder);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
