namespace Athanor.Jobs.Replicas.Limits;

/// <summary>Makes the best group that this machine has, and remembers where it lies.</summary>
internal static class ReplicaGroup
{
    private const string Record = "groups";

    public static IReplicaGroup Create(ReplicaFolder folder, ReplicaMark mark, ReplicaLimits limits)
    {
        var group = Create(mark.GroupName, limits);
        if (group.Folders.Count > 0) TryRemember(folder, group);
        return group;
    }

    /// <summary>The groups of a replica whose shim is gone.</summary>
    public static IReadOnlyList<string> Remembered(ReplicaFolder folder)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(folder.Path, Record));
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    public static void KillIn(IReadOnlyList<string> folders)
    {
        foreach (var folder in folders.Where(IsOfVersionTwo)) GroupOfVersionTwo.KillIn(folder);
        GroupsOfVersionOne.KillIn([.. folders.Where(folder => !IsOfVersionTwo(folder))]);
    }

    public static IReplicaGroup Create(string name, ReplicaLimits limits)
    {
        var own = OwnGroups.Read();
        return GroupOfVersionTwo.TryCreate(own, name, limits) ?? GroupsOfVersionOne.TryCreate(own, name, limits) ?? (IReplicaGroup)new NoGroup();
    }

    private static bool IsOfVersionTwo(string folder) => File.Exists(Path.Combine(folder, "cgroup.events"));

    // Without it, on a disk that is full, a replica that loses its shim is still found by its mark.
    private static void TryRemember(ReplicaFolder folder, IReplicaGroup group)
    {
        try
        {
            File.WriteAllLines(Path.Combine(folder.Path, Record), group.Folders);
        }
        catch (IOException)
        {
        }
    }
}
