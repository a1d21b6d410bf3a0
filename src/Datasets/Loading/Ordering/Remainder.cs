namespace Athanor.Datasets.Loading.Ordering;

/// <summary>What becomes of the last samples of an epoch when there are fewer of them than readers.</summary>
public enum Remainder
{
    /// <summary>The first readers take them: every sample is read, and some readers take one step more.</summary>
    Uneven,

    /// <summary>Nobody takes them in this epoch: all readers take the same number of steps.</summary>
    Drop,
}
