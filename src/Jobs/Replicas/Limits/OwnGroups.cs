namespace Athanor.Jobs.Replicas.Limits;

/// <summary>
/// Where the control groups of this process are as folders: the one of version 2, and those of version 1 by their controller. A replica's groups lie below these, so that whatever bounds us bounds it, too.
/// </summary>
internal sealed record OwnGroups(string? Unified, IReadOnlyDictionary<string, string> ByController)
{
    public static OwnGroups Read() => Parse(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup"));

    /// <summary>See cgroups(7) for the second text, and proc(5) for the first.</summary>
    public static OwnGroups Parse(string mounts, string memberships)
    {
        var unified = (string?)null;
        var byController = new Dictionary<string, string>();
        var own = memberships.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 3)).ToList();
        foreach (var (root, point, type, options) in mounts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ParseMount))
        {
            if (type == "cgroup2" && own.FirstOrDefault(membership => membership[1] == "") is { } whole) unified ??= FolderOf(root, point, whole[2]);
            if (type != "cgroup") continue;
            foreach (var membership in own)
            {
                foreach (var controller in membership[1].Split(',').Where(options.Split(',').Contains)) byController.TryAdd(controller, FolderOf(root, point, membership[2]));
            }
        }
        return new(unified, byController);
    }

    // 36 35 98:0 /root /mount/point rw,noatime master:1 - type source options
    private static (string Root, string Point, string Type, string Options) ParseMount(string line)
    {
        var fields = line.Split(' ');
        var separator = Array.IndexOf(fields, "-");
        return (fields[3], fields[4], fields[separator + 1], fields[^1]);
    }

    /// <summary>In a container only a part of the hierarchy may be mounted, and its root stands in front of our path.</summary>
    private static string FolderOf(string root, string point, string path)
    {
        var below = root != "/" && path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path;
        return (point + below).TrimEnd('/');
    }
}
