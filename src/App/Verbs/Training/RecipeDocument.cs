using Athanor.Foundation.Problems;
using Athanor.Training.Recipes;

namespace Athanor.App.Verbs.Training;

/// <summary>A recipe out of its kind, a file and single settings, of which the last one said holds.</summary>
internal static class RecipeDocument
{
    public static async Task<string> ReadAsync(string kind, string? file, string[] settings, int longest, CancellationToken cancellation)
    {
        var lines = new List<string> { $"recipe: {kind}" };
        if (file is not null) lines.AddRange((await ReadFileAsync(file, longest, cancellation)).Where(line => !IsSetting(line, "recipe")));
        foreach (var setting in settings)
        {
            if (setting.Split('=', 2) is not [{ Length: > 0 } name, var value]) throw new ProblemException(TrainingCommandProblems.BadSetting(setting));
            lines.RemoveAll(line => IsSetting(line, name));
            lines.Add($"{name}: {value}");
        }
        var document = string.Join('\n', lines);
        Recipe.Read(document);      // what is wrong with it is said before a job waits for its turn
        return document;
    }

    private static async Task<string[]> ReadFileAsync(string file, int longest, CancellationToken cancellation) => new FileInfo(file).Length <= longest
        ? await File.ReadAllLinesAsync(file, cancellation)
        : throw new ProblemException(TrainingCommandProblems.TooLarge(file));

    private static bool IsSetting(string line, string name) => line.StartsWith($"{name}:", StringComparison.Ordinal);
}
