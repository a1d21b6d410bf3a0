using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client;

/// <summary>What can go wrong where an import or a checkout meets files.</summary>
public static class ImportProblems
{
    private const int Shown = 10;

    public static Problem NoFolder(string path) => new(
        "datasets/no-folder",
        404,
        $"There is no folder {path}.",
        "Check the name; a single file is imported with the folder it lies in.");

    public static Problem Unreadable(string path, string reason) => new(
        "datasets/unreadable-file",
        403,
        $"{path} cannot be read: {reason}.",
        "Let the import run as somebody who may read it, or move it away.");

    public static Problem RefusedNames(int count, IReadOnlyList<string> names) => new(
        "datasets/refused-name",
        400,
        $"{count} {(count == 1 ? "name" : "names")} cannot be kept in a dataset: {Some(names)}. Nothing was sent.",
        "Rename them, or move them out of the folder.");

    public static Problem Changing(int count, IReadOnlyList<string> paths) => new(
        "datasets/changing-file",
        409,
        $"{count} {(count == 1 ? "file" : "files")} changed each time they were read, so no version of them was taken: {Some(paths)}. All else is imported.",
        "Repeat the import when nobody writes to them.");

    public static Problem Unread => new("datasets/unread", 502, "The server answered before it had all of a file.", "Repeat the import.");

    public static Problem BadManifest => new(
        "datasets/bad-manifest",
        502,
        "The server's list of what the branch holds ended early or is no list.",
        "Repeat the command; `athanor status` tells whether the server runs.");

    private static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? ", …" : "");
}
