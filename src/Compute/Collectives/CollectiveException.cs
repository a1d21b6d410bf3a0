namespace Athanor.Compute.Collectives;

/// <summary>The gang could not be formed or cannot go on, and why. Every later call of the group fails in the same words.</summary>
public sealed class CollectiveException(string message, Exception? cause = null) : Exception(message, cause);
