namespace Athanor.Objects.Wire.Chunked;

/// <summary>How much of the body was taken, and how much content came out of it.</summary>
internal readonly record struct ChunkedStep(int Consumed, int Written);
