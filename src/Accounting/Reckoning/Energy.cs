namespace Athanor.Accounting.Reckoning;

/// <summary>Energy in whole picojoules, a thousandth of a processor at a milliwatt for a microsecond, parted into what was measured and what was not.</summary>
internal readonly record struct Energy(Int128 Measured, Int128 Estimated)
{
    public const long PerMicrojoule = 1_000_000;

    public Int128 All => Measured + Estimated;

    public static Energy operator +(Energy left, Energy right) => new(left.Measured + right.Measured, left.Estimated + right.Estimated);
}
