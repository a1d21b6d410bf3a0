using System.CommandLine;

namespace Athanor.App.Verbs.Models;

internal static class ModelOptions
{
    public static Argument<string> Place { get; } = new("model") { Description = "NAME, NAME/VERSION or NAME@ALIAS." };
    public static Option<string?> Project { get; } = new("--project") { Description = "The project of the model; the only one of your key, or else default." };
    public static Option<string> Reason { get; } = new("--reason") { Description = "Why; it is kept.", Required = true };
}
