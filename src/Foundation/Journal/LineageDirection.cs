namespace Athanor.Foundation.Journal;

public enum LineageDirection
{
    /// <summary>What it was made from.</summary>
    Up,

    /// <summary>What was made from it.</summary>
    Down,
}
