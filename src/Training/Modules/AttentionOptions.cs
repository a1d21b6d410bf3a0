namespace Athanor.Training.Modules;

/// <summary>Heads of <paramref name="HeadWidth"/> numbers; keys and values are shared by Heads / <paramref name="SharedHeads"/> heads each. <paramref name="Theta"/> is RoPE's base.</summary>
public sealed record AttentionOptions(int Heads, int SharedHeads, int HeadWidth, float Theta, bool IsCausal = true);
