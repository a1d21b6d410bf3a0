using Athanor.Conformance;

namespace Athanor.Training.Tests.Formats;

/// <summary>Debian's Python, which has PyTorch; another on PATH has not.</summary>
internal static class Python
{
    private const string Program = "/usr/bin/python3";

    public static void RequireTorch()
    {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/torch")) Requirement.Missing("PyTorch is not installed (Debian: apt-get install python3-torch).");
    }

    public static Task<string> RunAsync(string script, params string[] arguments)
    {
        if (!File.Exists(Program)) Requirement.Missing("Python is not installed (Debian: apt-get install python3).");
        return OtherProgram.RunAsync(Program, ["-c", script, .. arguments]);
    }
}
