using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Jobs;

internal static class JobCommandProblems
{
    public static Problem TooLarge(string file) => new("jobs/too-large", 400, $"{file} is larger than a specification may be, which is 1 MiB.", "Put data into a dataset or a bucket, and name it as an input.");

    public static Problem NoCommand => new("jobs/no-command", 400, "There is nothing to run.", "Put the command behind --: athanor run --gpus 1 -- python3 train.py");

    public static Problem BadVariable(string text) => new("jobs/bad-variable", 400, $"'{text}' is no variable.", "Write NAME=VALUE.");

    public static Problem BadPlace(string text) => new("jobs/bad-place", 400, $"'{text}' is neither an input nor an output.", "Write SOURCE:FOLDER for an input, such as leaves@main:data, and FOLDER:TARGET for an output, such as out:leaves@results.");
}
