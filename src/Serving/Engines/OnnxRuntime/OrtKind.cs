namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>What the runtime hands out, by where the function that takes it back stands in the table.</summary>
internal enum OrtKind
{
    Environment = 92,
    Status = 93,
    Session = 95,
    Value = 96,
    TypeInfo = 98,
    TensorInfo = 99,
    SessionOptions = 100,
    Metadata = 118,
}
