using Athanor.Compute.Tensors;

namespace Athanor.Training.Checkpoints;

/// <summary>
/// A stretch of a named long vector of the training state, as far as this worker holds it: the parameters, which all hold whole, or an optimizer's
/// moments, of which each may hold its share. A vector is cut differently when the number of workers changes; its name and length are what stays.
/// </summary>
public sealed record StatePart(string Name, long Length, long Offset, Tensor Values);
