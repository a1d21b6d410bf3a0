namespace Athanor.Jobs.Replicas.Native;

/// <summary>The numbers that Linux gives to failures, on both architectures.</summary>
internal static class Errno
{
    public const int NotFound = 2;
    public const int Interrupted = 4;
    public const int NotExecutable = 8;
    public const int NotPermitted = 13;
    public const int Invalid = 22;
    public const int NoSpace = 28;
}
