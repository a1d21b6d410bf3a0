using System.Security.Cryptography;
using System.Text;
using Athanor.Datasets.Checks;
using Athanor.Datasets.Checks.Cleaning;

namespace Athanor.Datasets.Tests.Checks;

public sealed class RecipeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly CheckedEntry File = new("a.txt", 1, SHA256.HashData("x"u8));

    [Fact]
    public void A_recipe_can_be_computed_elsewhere()
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData("x"u8));
        var form = $"16:athanor-recipe-1,3:run,1:2,7:python3,8:clean.py,1:1,5:a.txt,64:{digest},";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form))), Recipe.Of(Command("python3", "clean.py"), [File]));
    }

    [Fact]
    public void Neither_name_nor_time_nor_the_order_of_files_changes_a_recipe()
    {
        var other = File with { Path = "b.txt" };
        Assert.Equal(Recipe.Of(Command("x"), [File, other]), Recipe.Of(Command("x") with { Name = "other", Time = TimeSpan.FromHours(1) }, [other, File]));
    }

    [Fact]
    public void What_is_done_and_what_is_read_change_a_recipe()
    {
        string[] recipes =
        [
            Recipe.Of(Command("x", "y"), [File]),
            Recipe.Of(Command("x y"), [File]),
            Recipe.Of(Command("x", "y"), []),
            Recipe.Of(Command("x", "y"), [File with { Path = "b.txt" }]),
            Recipe.Of(Command("x", "y"), [File with { Digest = SHA256.HashData("y"u8) }]),
            Recipe.Of(new SqlStep("s", "SELECT 1", "a.csv", [], Minute), [File]),
            Recipe.Of(new SqlStep("s", "SELECT 1", "b.csv", [], Minute), [File]),
        ];
        Assert.Equal(recipes.Length, recipes.Distinct().Count());
    }

    private static CommandStep Command(params string[] arguments) => new("step", arguments, [], Minute);
}
