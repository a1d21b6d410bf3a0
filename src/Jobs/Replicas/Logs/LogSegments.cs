using System.Globalization;

namespace Athanor.Jobs.Replicas.Logs;

/// <summary>The segments of a log as they lie in its folder, each named by the position of its first byte.</summary>
internal static class LogSegments
{
    private const int Digits = 16;

    public static string FileOf(string folder, long start) => Path.Combine(folder, start.ToString($"D{Digits}", CultureInfo.InvariantCulture));

    /// <summary>The first positions of all segments that are kept, in order; none where there is no log yet.</summary>
    public static IReadOnlyList<long> Starts(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Select(file => StartOf(Path.GetFileName(file))).OfType<long>().Order()];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static long? StartOf(string name) => name.Length == Digits && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : null;
}
