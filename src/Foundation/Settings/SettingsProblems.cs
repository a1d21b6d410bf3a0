using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Settings;

internal static class SettingsProblems
{
    public static Problem Invalid(IReadOnlyList<string> faults) => new(
        "settings/invalid",
        500,
        faults.Count == 1 ? $"A setting is wrong: {faults[0]}." : $"{faults.Count} settings are wrong:\n  {string.Join("\n  ", faults)}",
        "docs/configuration.md describes each setting; `athanor config show` shows where each value comes from.");

    public static Problem Unreadable(string file, string reason) => new(
        "settings/unreadable", 500, $"The settings file {file} cannot be read: {reason}.", "Correct the file, or name another with --config.");
}
