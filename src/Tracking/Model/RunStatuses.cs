using System.Diagnostics.CodeAnalysis;

namespace Athanor.Tracking.Model;

internal static class RunStatuses
{
    private static readonly string[] Names = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];

    public static string NameOf(RunStatus status) => Names[(int)status];

    public static bool IsEnd(RunStatus status) => status >= RunStatus.Finished;

    public static bool TryParse([NotNullWhen(true)] string? name, out RunStatus status)
    {
        var index = Array.IndexOf(Names, name);
        status = (RunStatus)Math.Max(0, index);
        return index >= 0;
    }
}
