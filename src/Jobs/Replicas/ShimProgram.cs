namespace Athanor.Jobs.Replicas;

/// <summary>
/// The shim: runs replicas under no parent but itself, so that they outlive the server. With a folder as its argument it runs that replica and exits with its code;
/// without, it reads folders from standard input, a line each, and answers <c>ended FOLDER</c> when each has ended.
/// </summary>
public static class ShimProgram
{
    public static int Run(ReadOnlySpan<string> arguments) => throw new NotImplementedException();
}
