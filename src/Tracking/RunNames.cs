using System.Security.Cryptography;

namespace Athanor.Tracking;

/// <summary>Names for runs that were given none, easy to tell apart and to say aloud.</summary>
internal static class RunNames
{
    public const string Tag = "mlflow.runName";

    private static readonly string[] Qualities = ["amber", "brave", "calm", "clear", "deep", "early", "fair", "gentle", "golden", "keen", "light", "mellow", "noble", "quiet", "rapid", "silver", "steady", "swift", "warm", "wise"];
    private static readonly string[] Things = ["alder", "aspen", "beech", "birch", "cedar", "elm", "fern", "fir", "hazel", "heath", "ivy", "larch", "lime", "linden", "maple", "moss", "oak", "pine", "rowan", "willow"];

    public static string Invent() => $"{OneOf(Qualities)}-{OneOf(Things)}-{RandomNumberGenerator.GetInt32(1000)}";

    private static string OneOf(string[] words) => words[RandomNumberGenerator.GetInt32(words.Length)];
}
