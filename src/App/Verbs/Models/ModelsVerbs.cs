using System.CommandLine;

namespace Athanor.App.Verbs.Models;

/// <summary>Everything under <c>athanor models</c>: the registry, looked at and moved on.</summary>
internal static class ModelsVerbs
{
    public static Command Create()
    {
        var command = new Command("models", "Registered models: versions, aliases, gates, signatures.");
        foreach (var verb in (Command[])[.. ModelListVerbs.All(), VerifyVerb.Create(), .. PromotionVerbs.All(), GateVerb.Create()]) command.Subcommands.Add(verb);
        return command;
    }
}
