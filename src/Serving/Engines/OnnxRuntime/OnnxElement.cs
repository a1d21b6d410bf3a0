namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>By the numbers of ONNX.</summary>
public enum OnnxElement
{
    Other = 0,
    Float = 1,
    Int64 = 7,
}
