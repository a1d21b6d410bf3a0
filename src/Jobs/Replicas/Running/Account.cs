using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>An account of this machine that commands run under.</summary>
internal sealed record Account(string Name, uint User, uint Group)
{
    /// <summary>Null where the machine does not know it.</summary>
    public static unsafe Account? Find(string name)
    {
        var entry = LibC.FindAccount(name);
        return entry is null ? null : new(name, entry->User, entry->Group);
    }

    /// <summary>Whether this process runs under it already.</summary>
    public bool IsOurs => Name == Environment.UserName;

    public void TakeOver(string path) => LibC.ThrowIfFailed(LibC.ChangeOwner(path, User, Group), $"{path} could not be given to {Name}");
}
