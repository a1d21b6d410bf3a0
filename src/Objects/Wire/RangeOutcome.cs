namespace Athanor.Objects.Wire;

internal enum RangeOutcome
{
    Whole,
    Part,
    Unsatisfiable,
}
