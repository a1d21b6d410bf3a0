using Athanor.Foundation.Problems;

namespace Athanor.Training.Formats;

internal static class FormatsProblems
{
    public static Problem BadSafetensors(string path, string reason) => new(
        "training/bad-safetensors", 422, $"{path} is not a safetensors file: {reason}.", "Fetch or export it again; what was read from other files is whole.");

    public static Problem NotFloats(string tensor, string type) => new(
        "training/not-floats", 422, $"The tensor '{Shorten(tensor)}' is of type {type}, and only F32, F16 and BF16 can be read as numbers here.", "Convert the file to one of these types first.");

    public static string Shorten(string text) => text.Length > 120 ? $"{text[..120]}…" : text;
}
