namespace Athanor.Access.Secrets;

/// <summary>The name under which the master key lies in the directory of secrets, and in backups.</summary>
public static class MasterKeyFile
{
    public const string Name = "master.key";
}
