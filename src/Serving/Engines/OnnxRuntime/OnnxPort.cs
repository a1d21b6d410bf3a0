namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>An input or output of a model. A size of -1 is whatever comes, such as the number of rows in a batch.</summary>
public sealed record OnnxPort(string Name, OnnxElement Element, IReadOnlyList<long> Sizes);
