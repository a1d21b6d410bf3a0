using System.Globalization;
using System.Text;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>What /proc tells of processes. Each may end while it is looked at, and is then passed over.</summary>
internal static class ProcessTree
{
    /// <summary>All processes below one, near ones first; what lost its parent is below a subreaper.</summary>
    public static IReadOnlyList<int> Below(int process)
    {
        var found = new List<int>();
        AddChildren(process, found);
        if (found is [] && !File.Exists($"/proc/{process}/task/{process}/children")) return BelowByParents(process, All());
        for (var index = 0; index < found.Count; index++) AddChildren(found[index], found);
        return found;
    }

    /// <summary>For kernels that keep no list of children, and for looking at many processes at once.</summary>
    public static IReadOnlyList<int> BelowByParents(int process, IEnumerable<int> all)
    {
        var children = all.Select(candidate => (Process: candidate, Status: ProcessStatus.Read(candidate))).Where(each => each.Status is not null).ToLookup(each => each.Status!.Parent, each => each.Process);
        var found = children[process].ToList();
        for (var index = 0; index < found.Count; index++) found.AddRange(children[found[index]]);
        return found;
    }

    public static IEnumerable<int> All() =>
        from folder in Directory.EnumerateDirectories("/proc")
        let process = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        where process > 0
        select process;

    /// <summary>When a process began, in ticks since the machine did: together with its number this is never given out again.</summary>
    public static long? StartOf(int process) => ProcessStatus.Read(process)?.StartTicks;

    public static byte[]? Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A child belongs to the thread that made it.
    private static void AddChildren(int process, List<int> found)
    {
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
            {
                if (Read($"{thread}/children") is not { Length: > 0 } text) continue;
                foreach (var child in Encoding.ASCII.GetString(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)) found.Add(int.Parse(child, CultureInfo.InvariantCulture));
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
        }
    }
}
