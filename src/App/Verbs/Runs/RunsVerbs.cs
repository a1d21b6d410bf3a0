using System.CommandLine;

namespace Athanor.App.Verbs.Runs;

/// <summary>Everything under <c>athanor runs</c>: what was tracked, looked at and carried from one place to another.</summary>
internal static class RunsVerbs
{
    public static Command Create()
    {
        var command = new Command("runs", "Tracked runs: parameters, metrics, artifacts.");
        foreach (var verb in ClearingVerbs.All()) command.Add(verb);
        return command;
    }
}
