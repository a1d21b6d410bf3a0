using Athanor.Jobs.Replicas.Running;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas;

/// <summary>
/// The shim: runs replicas under no parent but itself, so that they outlive the server. With a folder as its argument it runs that replica and exits with its code;
/// without, it reads folders from standard input, a line each, and answers <c>ended FOLDER</c> when each has ended.
/// </summary>
public static class ShimProgram
{
    private const int ExitedBySignal = 128, Failed = 1, Misused = 2;

    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (arguments is not [] and not [{ Length: > 0 }] || arguments is [['-', ..]])
        {
            Console.Error.WriteLine("athanor worker shim [FOLDER]: runs the replica of that folder; without one, of each folder that comes as a line on standard input.");
            return Misused;
        }

        ShimProcess.StandAlone();
        using var wake = new Wake();
        using var signals = new ShimSignals(wake);
        return arguments is [var folder] ? RunOne(folder, signals) : RunMany(signals);
    }

    private static int RunOne(string path, ShimSignals signals)
    {
        try
        {
            if (new ReplicaRun(new(Path.GetFullPath(path)), signals, TimeProvider.System).Run() is { } end) return end.ExitCode ?? (end.Signal is { } signal ? ExitedBySignal + signal : Failed);
            Console.Error.WriteLine($"Another shim answers for the replica in {path}.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(refused.Message);
        }
        return Failed;
    }

    /// <summary>Until there is nobody left to ask for more: then standard input ends, or standard output has no reader.</summary>
    private static int RunMany(ShimSignals signals)
    {
        ShimProcess.SilenceErrors();
        using var folders = new FolderLines(signals);
        if (!folders.HasInput) ReplicaJson.WarmUp();
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        while (folders.Next() is { } path)
        {
            Run(path, signals);
            if (!TryAnswer(output, path)) break;
        }
        return 0;
    }

    // One replica that cannot even be locked, such as one whose folder is gone, must not cost the others their shim. Whoever asked finds no end, and nobody who answers for it.
    private static void Run(string path, ShimSignals signals)
    {
        try
        {
            new ReplicaRun(new(Path.GetFullPath(path)), signals, TimeProvider.System).Run();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static bool TryAnswer(FileStream output, string path)
    {
        try
        {
            output.Write(System.Text.Encoding.UTF8.GetBytes($"ended {path}\n"));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
