using System.Globalization;

namespace Athanor.App.Server;

/// <summary>Finds which process listens on a TCP port, as far as this user may see: /proc/net/tcp names a socket, /proc/PID/fd its owner.</summary>
internal static class PortHolder
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static string? Find(int port)
    {
        try
        {
            var sockets = Tables.Where(File.Exists).SelectMany(file => SocketsOn(port, file)).ToHashSet();
            return sockets.Count == 0 ? null : Directory.EnumerateDirectories("/proc").Select(process => Describe(process, sockets)).FirstOrDefault(found => found is not null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> SocketsOn(int port, string file)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return from line in File.ReadLines(file).Skip(1)
               let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(suffix, StringComparison.Ordinal)
               select $"socket:[{fields[9]}]";
    }

    private static string? Describe(string process, HashSet<string> sockets)
    {
        if (!int.TryParse(Path.GetFileName(process), out var id)) return null;
        try
        {
            var holds = Directory.EnumerateFiles($"{process}/fd").Any(handle => new FileInfo(handle).LinkTarget is { } target && sockets.Contains(target));
            return holds ? $"process {id} ({File.ReadAllText($"{process}/comm").Trim()})" : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
