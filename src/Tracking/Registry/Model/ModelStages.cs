using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Registry.Model;

/// <summary>MLflow's stages; letters may be small or large.</summary>
internal static class ModelStages
{
    public const string None = "None";
    public const string Archived = "Archived";

    /// <summary>In no list: what is deleted is found in no stage.</summary>
    public const string OfDeleted = "Deleted";

    public static IReadOnlyList<string> All { get; } = [None, "Staging", "Production", Archived];

    public static string Parse(string text) => Find(text) ?? throw new ProblemException(RegistryProblems.UnknownStage(text));

    public static string? Find(string text) => All.FirstOrDefault(stage => stage.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where versions are in use; only from there others can be archived.</summary>
    public static bool IsActive(string stage) => stage is "Staging" or "Production";
}
