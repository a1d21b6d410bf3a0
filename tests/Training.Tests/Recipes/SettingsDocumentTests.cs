using System.Text.RegularExpressions;
using Athanor.Training.Recipes;

namespace Athanor.Training.Tests.Recipes;

/// <summary>docs/training.md against the recipes themselves.</summary>
public sealed partial class SettingsDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "training.md"));

    public static TheoryData<string> Kinds => new(Recipe.Kinds);

    [Theory, MemberData(nameof(Kinds))]
    public void Each_setting_of_a_recipe_stands_in_the_page_with_its_default_and_no_other_does(string kind)
    {
        var taken = Recipe.Read($"recipe: {kind}").Taken;
        var position = Recipe.Kinds.ToList().IndexOf(kind);
        var written = Rows(Shared()).ToDictionary(row => row.Name, row => row.Default.Split(" / ") is { Length: > 1 } each ? each[position] : row.Default);
        foreach (var (name, value) in Rows(Own(kind))) written.Add(name, value);

        Assert.Equal(taken.OrderBy(setting => setting.Key, StringComparer.Ordinal), written.OrderBy(setting => setting.Key, StringComparer.Ordinal));
    }

    private static string Shared() => Page.Split("What all recipes have.")[1].Split("\n`")[0];

    private static string Own(string kind) => Page.Split($"\n`{kind}`:")[1].Split("\n`")[0].Split("\n## ")[0];

    private static IEnumerable<(string Name, string Default)> Rows(string part) => SettingRow().Matches(part).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()));

    [GeneratedRegex(@"^\| `([a-z-]+)` \|([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();
}
