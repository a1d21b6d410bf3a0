namespace Athanor.Compute.Devices;

/// <summary>Names random numbers: element i of a draw is a function of (seed, stream, step, i) alone, whoever computes it and however often.</summary>
public readonly record struct Draw(ulong Seed, uint Stream, ulong Step);
