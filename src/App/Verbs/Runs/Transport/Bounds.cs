namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>How much is read of what others wrote: of a text, of all texts of a run, and of a line.</summary>
internal static class Bounds
{
    public const int LongestText = 64 << 10;
    public const int LongestDocument = 1 << 20;
    public const int MostTexts = 10_000;
    public const int LargestRun = 32 << 20;
    public const int LongestLine = 8 << 10;
    public const int DeepestFolder = 32;
}
