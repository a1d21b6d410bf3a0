using System.CommandLine;

namespace Athanor.App.Verbs.Data;

/// <summary>Everything under <c>athanor data</c>: files under version control, at the size of training data.</summary>
internal static class DataVerbs
{
    public static Command Create()
    {
        var command = new Command("data", "Datasets: import, commit, compare, check, check out, pack, serve.");
        foreach (var verb in (Command[])
            [
                .. DatasetVerbs.All(), ImportVerb.Create(), CheckoutVerb.Create(), .. ChangeVerbs.All(), .. HistoryVerbs.All(),
                BranchVerb.Create(), TagVerb.Create(), CheckVerbs.Check(), CheckVerbs.Clean(), PackVerb.Create(), ServeVerb.Create(), DrawVerb.Create(), .. StorageVerbs.All(),
            ])
            command.Subcommands.Add(verb);
        return command;
    }
}
