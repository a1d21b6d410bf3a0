using Athanor.Foundation.Units;
using Athanor.Foundation.Usage;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Accounting.Reckoning;

/// <summary>What happened on two machines in a minute, at whole seconds: anything that can, whether or not a scheduler would let it.</summary>
internal sealed record History(IReadOnlyList<CapacityRow> Capacity, IReadOnlyList<Holding> Holdings, Stretch Window)
{
    private const int End = 60;
    private const long Second = 1_000_000;

    private static readonly Gen<ResourceAmounts> Amounts =
        from cpus in Gen.Choose(0, 4000)
        from memory in Gen.Choose(0, 1 << 30)
        from h100 in Gen.Choose(0, 3)
        from t4 in Gen.Choose(0, 2)
        from limit in Gen.Elements<double?>(null, 333.3)
        select new ResourceAmounts(new Cpus(cpus), new Bytes(memory), [.. new[] { new AcceleratorAmount("gpu", "h100", h100) { PowerLimit = limit is { } watts ? new Watts(watts) : null }, new AcceleratorAmount("gpu", "t4", t4) }.Where(each => each.Count > 0)]);

    private static readonly Gen<MeasuredUse?> Use =
        from isKnown in Gen.Elements(true, true, false)
        from busy in Gen.Choose(0, 100_000_000)
        from energy in Gen.Choose(0, 50_000)
        from covered in Gen.Choose(0, 60_000_000)
        select isKnown ? new MeasuredUse { CpuTime = TimeSpan.FromMicroseconds(busy), AcceleratorEnergy = new Joules(energy / 7.0), AcceleratorTime = TimeSpan.FromMicroseconds(covered) } : null;

    private static readonly Gen<Holding> Hold =
        from job in Gen.Choose(1, 6)
        from attempt in Gen.Choose(1, 2)
        from node in Gen.Elements("one", "two")
        from begin in Gen.Choose(-10, End)
        from length in Gen.Choose(0, 40)
        from amounts in Amounts
        from use in Use
        select new Holding(job, attempt, $"project-{job % 3}", $"owner-{job % 2}", "train", node, new(begin * Second, (begin + length) * Second), amounts) { Use = use };

    private static readonly Gen<(int Gap, int Length, ResourceAmounts Amounts)> Sight =
        from gap in Gen.Choose(0, 8)
        from length in Gen.Choose(0, 25)
        from amounts in Amounts
        select (gap, length, amounts);

    public static Gen<History> Any { get; } =
        from one in Sight.ListOf()
        from two in Sight.ListOf()
        from holdings in Hold.ListOf()
        from begin in Gen.Choose(-5, End)
        from length in Gen.Choose(1, End)
        select new History([.. RowsOf("one", one), .. RowsOf("two", two)], [.. holdings], new(begin * Second, (begin + length) * Second));

    /// <summary>The same, looked at in an easy way: second by second.</summary>
    public (Int128 Whole, Int128 Idle) ReckonPlainly(Resource resource)
    {
        var (whole, idle) = (Int128.Zero, Int128.Zero);
        foreach (var node in new[] { "one", "two" })
            for (var time = Window.From; time < Window.Until; time += Second)
            {
                var seen = Capacity.Where(row => row.Node == node && row.Time.From <= time && time < row.Time.Until).Sum(row => AmountIn(row.Amounts, resource));
                var held = Holdings.Where(holding => holding.Node == node && holding.Time.From <= time && time < holding.Time.Until).Sum(holding => AmountIn(holding.Amounts, resource));
                whole += (Int128)Math.Max(seen, held) * Second;
                idle += (Int128)Math.Max(0, seen - held) * Second;
            }
        return (whole, idle);
    }

    public override string ToString() => $"{Window}\n{string.Join('\n', Capacity)}\n{string.Join('\n', Holdings)}";

    private static long AmountIn(ResourceAmounts amounts, Resource resource) => Resource.In(amounts).Where(entry => entry.Resource == resource).Sum(entry => entry.Amount);

    private static IEnumerable<CapacityRow> RowsOf(string node, IEnumerable<(int Gap, int Length, ResourceAmounts Amounts)> sights)
    {
        var time = 0;
        foreach (var (gap, length, amounts) in sights)
        {
            yield return new(node, new((time + gap) * Second, (time + gap + length) * Second), amounts);
            time += gap + length;
        }
    }
}
