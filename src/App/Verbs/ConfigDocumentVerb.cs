using System.CommandLine;

namespace Athanor.App.Verbs;

internal static class ConfigDocumentVerb
{
    public static Command Create() => Verb.Of("document", "Print docs/configuration.md, made from the descriptions of the settings.", RunAsync);

    private static Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        Console.Write(SettingsDocument.Write(Slices.Settings));
        return Task.FromResult(Verb.Succeeded);
    }
}
