namespace Athanor.Training.Tokens;

/// <summary>Two tokens side by side.</summary>
internal readonly record struct TokenPair(int Left, int Right)
{
    public override int GetHashCode() => (int)(((ulong)(uint)Left << 32 | (uint)Right) * 0x9E3779B97F4A7C15 >> 32);
}
