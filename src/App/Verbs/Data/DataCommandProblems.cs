using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Data;

internal static class DataCommandProblems
{
    public static Problem Terminal => new("cli/terminal", 400, "A tar is nothing to look at on a terminal.", "Pipe it on: `athanor data serve DATASET@REF | tar -tv` lists it.");

    public static Problem BothShuffles => new("cli/both-shuffles", 400, "--shuffle and --no-shuffle contradict each other.", "Give one of them, or none to shuffle.");
}
