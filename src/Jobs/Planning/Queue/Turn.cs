namespace Athanor.Jobs.Planning.Queue;

/// <summary>Where a project or a person stands in line: who stays within the guaranteed part before who borrows, then who used least, then whose job is older.</summary>
internal readonly record struct Turn(bool IsBorrowing, double Usage, Age Age) : IComparable<Turn>
{
    public int CompareTo(Turn other)
    {
        var order = IsBorrowing.CompareTo(other.IsBorrowing);
        if (order == 0) order = Usage.CompareTo(other.Usage);
        return order != 0 ? order : Age.CompareTo(other.Age);
    }
}
