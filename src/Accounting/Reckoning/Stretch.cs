using System.Numerics;
using Athanor.Foundation.Databases;

namespace Athanor.Accounting.Reckoning;

/// <summary>A stretch of time in microseconds since 1970, as the database keeps them, so that sums over time are exact.</summary>
internal readonly record struct Stretch(long From, long Until)
{
    public long Length => Math.Max(0, Until - From);

    public static Stretch Of(DateTimeOffset from, DateTimeOffset until) => new(Timestamp.ToMicroseconds(from), Timestamp.ToMicroseconds(until));

    public Stretch Within(Stretch window)
    {
        var from = Math.Max(From, window.From);
        return new(from, Math.Max(from, Math.Min(Until, window.Until)));
    }

    /// <summary>
    /// The part of what came about evenly in this stretch that falls within a cut of it. It is a difference of running sums: the parts of cuts
    /// that meet add up to the whole, to the last unit.
    /// </summary>
    public Int128 Share(Int128 total, Stretch cut) => Length == 0 ? 0 : UpTo(total, cut.Until) - UpTo(total, cut.From);

    private Int128 UpTo(Int128 total, long time) => (Int128)((BigInteger)total * (time - From) / Length);
}
