using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Checkout;

internal static class CheckoutProblems
{
    private const int Shown = 10;

    public static Problem OutOfFolder(string path) => new(
        "datasets/link-in-folder",
        409,
        $"{path} is a link or no folder, so what belongs below it would be written elsewhere; nothing was written there.",
        "Remove it, or check out into another folder.");

    public static Problem FolderInTheWay(string path) => new(
        "datasets/folder-in-the-way",
        409,
        $"{path} is a folder here and a file in the dataset.",
        "Move it away, or check out into another folder.");

    public static Problem Collisions(IReadOnlyList<string> paths) => new(
        "datasets/case-collision",
        409,
        $"This folder does not tell upper from lower case, and these would take each other's place: {Some(paths)}. Nothing was written.",
        "Check out onto another file system, or a prefix that holds one of each.");

    public static Problem FileAndFolder(string path) => new(
        "datasets/file-and-folder",
        409,
        $"'{path}' is a file and a folder in the dataset, which no file system can hold. Nothing was written.",
        "Read the two through the S3 door, or check out a prefix that holds one of them.");

    public static Problem Damaged(string path) => new(
        "datasets/damaged",
        502,
        $"What arrived of '{path}' is not what the dataset holds; it was thrown away.",
        "Repeat the command; `athanor objects verify` tells whether it is the server's copy that is damaged.");

    private static string Some(IReadOnlyList<string> paths) => string.Join(", ", paths.Take(Shown)) + (paths.Count > Shown ? ", …" : "");
}
