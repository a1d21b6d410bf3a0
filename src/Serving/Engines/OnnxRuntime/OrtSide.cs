namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>Of a model. The functions of the two stand side by side in the table.</summary>
internal enum OrtSide
{
    Inputs,
    Outputs,
}
