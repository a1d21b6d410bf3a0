using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Decoding;

internal static class DecodingProblems
{
    public static Problem Undecodable(string path, string finding) => new(
        "datasets/undecodable", 422, $"'{path}' cannot be decoded: {finding}.", "Repair or remove the file; a `decodes` check finds all that are like it.");

    public static Problem NoLibrary(string format, string file, string package) => new(
        "datasets/no-decoder", 501, $"{format} images cannot be decoded on this machine: {file} was not found.", $"Install it (Debian, Ubuntu: apt-get install {package}); `athanor doctor` tells whether it is found.");
}
