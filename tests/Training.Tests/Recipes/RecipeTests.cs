using Athanor.Foundation.Problems;
using Athanor.Training.Recipes;

namespace Athanor.Training.Tests.Recipes;

public sealed class RecipeTests
{
    [Fact]
    public void A_recipe_tells_all_its_settings_those_that_nobody_set_as_well()
    {
        var recipe = Recipe.Read("recipe: image-classifier\nepochs: 3\nwidths: [8, 16]");

        Assert.Equal(("3", "8, 16", "32"), (recipe.Taken["epochs"], recipe.Taken["widths"], recipe.Taken["batch"]));
    }

    [Theory]
    [InlineData("recipe: image-clasifier", "perhaps")]
    [InlineData("epochs: 3", "`recipe` is missing")]
    [InlineData("recipe: tabular\nepoch: 3", "did you mean `epochs`")]
    [InlineData("recipe: tabular\nbatch: many", "a whole number from 1 to 65536")]
    [InlineData("recipe: tabular\nlearning-rate: -1", "a number from")]
    [InlineData("", "it is empty")]
    public void What_is_wrong_with_one_is_said(string document, string expected) =>
        Assert.Contains(expected, Assert.Throws<ProblemException>(() => Recipe.Read(document)).Problem.Detail, StringComparison.Ordinal);
}
