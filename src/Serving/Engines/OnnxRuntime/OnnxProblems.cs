using Athanor.Foundation.Problems;

namespace Athanor.Serving.Engines.OnnxRuntime;

internal static class OnnxProblems
{
    private const int LongestMessage = 2000;

    public static Problem NoRuntime => new(
        "serving/no-onnx-runtime", 501, $"ONNX models cannot be run on this machine: {LibOnnxRuntime.File} was not found.", "It comes with Athanor for x64 and arm64 and has to lie beside the program.");

    public static Problem Failed(int code, string message) => new(
        "serving/onnx-failed", 422, $"ONNX Runtime says (code {code}): {(message.Length > LongestMessage ? $"{message[..LongestMessage]}…" : message)}", "Correct the model or the inputs as it says.");

    public static Problem NoModel(string path) => new("serving/no-model", 404, $"There is no model {path}.", "Name a file that is there.");

    public static Problem NotTensor(string name) => new(
        "serving/onnx-type", 422, $"'{name}' is none of the kinds of tensors that can be passed: float and int64.", "Export the model with tensors of these kinds.");

    public static Problem OtherInputs(IEnumerable<string> wanted, IEnumerable<string> given) => new(
        "serving/onnx-inputs", 422, $"The model takes {string.Join(", ", wanted)}, not {string.Join(", ", given.Take(20))}.", "Pass each of its inputs once.");

    public static Problem BadShape(string shape, int length) => new(
        "serving/onnx-shape", 422, $"{length} numbers are no tensor of {shape}.", "Pass as many numbers as the sizes multiply to.");
}
