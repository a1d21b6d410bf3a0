using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client;

/// <summary>What can go wrong where an import or a checkout meets the files of this machine.</summary>
internal static class ImportProblems
{
    private const int Shown = 10;

    public static Problem NoFolder(string path) => new("datasets/no-folder", 404, $"There is no folder {path}.", "Check the name; a single file is imported with the folder it lies in.");

    public static Problem Unreadable(string path, string reason) => new("datasets/unreadable-file", 403, $"{path} cannot be read: {reason}.", "Let the import run as somebody who may read it, or move it away.");

    public static Problem RefusedNames(int count, IReadOnlyList<string> names) => new(
        "datasets/refused-name", 400, $"{count} {(count == 1 ? "name" : "names")} cannot be kept in a dataset: {Some(names)}. Nothing was sent.", "Rename them, or move them out of the folder.");

    public static Problem Changing(string path) => new(
        "datasets/changing-file", 409, $"{path} changed each time it was read, so no version of it was taken.", "Repeat the import when nobody writes to the file; what arrived stays.");

    public static Problem BadManifest => new("datasets/bad-manifest", 502, "The server's list of what the branch holds ended early or is no list.", "Repeat the command; `athanor status` tells whether the server runs.");

    private static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? ", …" : "");
}
