namespace Athanor.Jobs.Model;

/// <summary>Jobs that differ by a number, from 0 on; at most so many of them at a time.</summary>
public sealed record JobArray(int Size, int? AtOnce);
