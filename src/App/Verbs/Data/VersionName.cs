namespace Athanor.App.Verbs.Data;

/// <summary>A version as people write it: DATASET@REF.</summary>
internal static class VersionName
{
    public static (string Dataset, string? Reference) Split(string text) => text.Split('@', 2) is [var dataset, var reference] ? (dataset, reference) : (text, null);
}
