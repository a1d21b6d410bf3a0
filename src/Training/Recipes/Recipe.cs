using Athanor.Foundation.Documents;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Recipes;

/// <summary>How a kind of model is made from a folder of data: a few settings, each with a default that works.</summary>
public abstract class Recipe
{
    private const int LongestDocument = 64 << 10;

    private static readonly IReadOnlyDictionary<string, Func<RecipeSettings, Recipe>> Known = new Dictionary<string, Func<RecipeSettings, Recipe>>(StringComparer.Ordinal)
    {
        [ImageClassifierRecipe.Name] = settings => new ImageClassifierRecipe(settings),
    };

    private protected Recipe(string kind, RecipeSettings settings) => (Kind, Settings) = (kind, settings);

    public static IReadOnlyCollection<string> Kinds => [.. Known.Keys];

    public string Kind { get; }

    /// <summary>All settings, with the defaults of those that were left out.</summary>
    public IReadOnlyDictionary<string, string> Taken => Settings.Taken;

    private RecipeSettings Settings { get; }

    /// <summary>Of a YAML or JSON document, which names the recipe.</summary>
    public static Recipe Read(string document)
    {
        if (document.Length > LongestDocument) throw new ProblemException(TrainingProblems.BadRecipe(1, "", $"it is longer than {LongestDocument >> 10} KiB"));
        try
        {
            var section = Document.Load(document) ?? throw new DocumentException(1, "", "it is empty");
            var kind = section.Required("recipe");
            var make = kind.Choice("recipe", Known);
            var settings = new RecipeSettings(section);
            var recipe = make(settings);
            settings.RefuseOthers();
            return recipe;
        }
        catch (DocumentException fault)
        {
            throw new ProblemException(TrainingProblems.BadRecipe(fault.Line, fault.Section, fault.Message), fault);
        }
    }

    /// <summary>Reads the data and makes the model. Every worker comes to the same.</summary>
    internal abstract PreparedRun Prepare(RunPlace place);
}
