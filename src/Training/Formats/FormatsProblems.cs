using Athanor.Foundation.Problems;

namespace Athanor.Training.Formats;

internal static class FormatsProblems
{
    public static Problem BadSafetensors(string path, string reason) => new(
        "training/bad-safetensors", 422, $"{path} is not a safetensors file: {reason}.", "Fetch or export it again; what was read from other files is whole.");

    public static Problem NotFloats(string tensor, string type) => new(
        "training/not-floats", 422, $"The tensor '{Shorten(tensor)}' is of type {type}, and only F32, F16 and BF16 can be read as numbers here.", "Convert the file to one of these types first.");

    public static Problem BadConfiguration(string what, string reason) => new(
        "training/bad-model-configuration", 422, $"{what} has {reason}.", "Export it again, or name a model of a kind that is trained here.");

    public static Problem BadIndex(string path, string reason) => new(
        "training/bad-weights-index", 422, $"{path} does not tell where the weights are: {reason}.", "Fetch it again; it lies beside its .safetensors files.");

    public static Problem NoWeights(string folder) => new(
        "training/no-weights", 404, $"There are no weights in {folder}.", "Name a folder with model.safetensors, or with model.safetensors.index.json and the files it names.");

    public static Problem OtherWeights(string folder, string reason) => new(
        "training/other-weights", 422, $"The weights in {folder} are those of another model: {reason}.", "Make the model as config.json beside the weights says.");

    public static Problem TooLargeForOnnx(long parameters, long most) => new(
        "training/too-large-for-onnx", 422, $"The model has {parameters} parameters, and one ONNX file holds {most}.", "Export safetensors instead.");

    public static string Shorten(string text) => text.Length > 120 ? $"{text[..120]}…" : text;
}
