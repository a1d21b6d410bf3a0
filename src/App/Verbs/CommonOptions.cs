using System.CommandLine;

namespace Athanor.App.Verbs;

/// <summary>What every command understands.</summary>
internal static class CommonOptions
{
    public static Option<string?> Data { get; } = new("--data") { Description = "The data directory (ATHANOR_DATA; .athanor in the working directory).", Recursive = true };
    public static Option<string?> Config { get; } = new("--config") { Description = "The settings file (ATHANOR_CONFIG; athanor.yaml in the working directory, where there is one).", Recursive = true };
    public static Option<string?> Url { get; } = new("--url") { Description = "The server to talk to (ATHANOR_URL; the one that holds the data directory).", Recursive = true };
    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON for programs.", Recursive = true };

    public static IReadOnlyList<Option> All { get; } = [Data, Config, Url, Json];
}
