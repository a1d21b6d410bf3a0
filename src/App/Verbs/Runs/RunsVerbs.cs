using System.CommandLine;

namespace Athanor.App.Verbs.Runs;

/// <summary>Everything under <c>athanor runs</c>: what was tracked, looked at and carried from one place to another.</summary>
internal static class RunsVerbs
{
    public static Command Create() => new("runs", "Tracked runs: parameters, metrics, artifacts.")
    {
        RunListVerb.Create(),
        RunShowVerb.Create(),
        RunCompareVerb.Create(),
        RunExportVerb.Create(),
        RunImportVerb.Create(),
        ClearingVerbs.Measure(),
        ClearingVerbs.Clear(),
    };
}
