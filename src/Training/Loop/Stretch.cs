namespace Athanor.Training.Loop;

/// <summary>Elements of a long vector that follow each other.</summary>
internal readonly record struct Stretch(long From, long Length)
{
    public long End => From + Length;
}
