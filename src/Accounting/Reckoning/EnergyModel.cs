using System.Globalization;
using Athanor.Foundation.Usage;

namespace Athanor.Accounting.Reckoning;

/// <summary>
/// What work and idle machines draw. Processors: an idle wattage for as long as they are held or not, and what they draw more for as long as they
/// are busy. Accelerators: what was measured, and full wattage for held time in which nobody measured.
/// </summary>
internal sealed class EnergyModel(AccountingOptions options)
{
    // A busy processor is a thousand thousandths, and an accelerator counts as a whole: milliwatts times microseconds are nanojoules.
    private const int PicojoulesPerNanojoule = 1000;

    private readonly ModelTable _watts = ModelTable.Parse(options.AcceleratorWatts)!;
    private readonly long _idle = Milliwatts(options.CpuIdleWatts);
    private readonly long _busy = Milliwatts(options.CpuBusyWatts);
    private readonly long _acceleratorIdle = Milliwatts(options.AcceleratorIdleWatts);

    /// <summary>What these resources draw while they have nothing to do.</summary>
    public Energy OfIdle(ResourceTime time) => new(0, (time.Of(Resource.Cpus) * _idle) + (time.AllAccelerators * _acceleratorIdle * PicojoulesPerNanojoule));

    /// <summary>What a job drew within a cut of the time for which it held its place. What is known only of the whole is spread evenly over it.</summary>
    public Energy Of(Holding holding, Stretch cut)
    {
        var (amounts, time) = (holding.Amounts, holding.Time);
        var held = new ResourceTime();
        held.Add(amounts, time.Length);
        var busy = BusyMicroseconds(holding, held) * (_busy - _idle) * PicojoulesPerNanojoule;
        var covered = CoveredMicroseconds(holding, held);
        var full = held.AllAccelerators == covered ? 0 : FullOf(amounts) * time.Length * (held.AllAccelerators - covered) / held.AllAccelerators;
        var measured = covered == 0 ? 0 : (Int128)(holding.Use!.AcceleratorEnergy.Value * 1e6) * Energy.PerMicrojoule;
        return new(time.Share(measured, cut), ((Int128)amounts.Cpus.Thousandths * _idle * cut.Length) + time.Share(busy, cut) + time.Share(full, cut));
    }

    /// <summary>For how long it kept processors busy. Of what nobody measured, it is taken to have kept all that it held.</summary>
    public static Int128 BusyMicroseconds(Holding holding, ResourceTime held) => holding.Use is { } use ? (Int128)use.CpuTime.TotalMicroseconds : held.Of(Resource.Cpus) / 1000;

    /// <summary>For how long its accelerators were measured, all of them together.</summary>
    public static Int128 CoveredMicroseconds(Holding holding, ResourceTime held) => holding.Use is { } use ? Int128.Min((Int128)use.AcceleratorTime.TotalMicroseconds, held.AllAccelerators) : 0;

    /// <summary>How one came to know, in words.</summary>
    public string DescribeMethod(Tally tally)
    {
        var words = new List<string>();
        if (tally.Time.Of(Resource.Cpus) > 0) words.Add(string.Create(CultureInfo.InvariantCulture, $"processors: estimated from {options.CpuIdleWatts} W each{(tally.Jobs > 0 ? $" idle and {options.CpuBusyWatts} W busy, by CPU time" : " idle")}"));
        if (tally.Time.AllAccelerators is var held && held > 0) words.Add($"accelerators: {(tally.Jobs == 0 ? string.Create(CultureInfo.InvariantCulture, $"estimated as {options.AcceleratorIdleWatts} W each") : DescribeHeld(tally.CoveredMicroseconds, held))}");
        return string.Join("; ", words);
    }

    private static string DescribeHeld(Int128 covered, Int128 held) => (int)(covered * 100 / held) switch
    {
        >= 99 => "measured by NVML",
        0 => "estimated from their power limits, or by model",
        var part => $"measured by NVML for {part} % of the time, otherwise estimated from their power limits, or by model",
    };

    private Int128 FullOf(ResourceAmounts amounts) => amounts.Accelerators.Aggregate(Int128.Zero, (sum, each) => sum + ((Int128)each.Count * FullOf(each) * PicojoulesPerNanojoule));

    private long FullOf(AcceleratorAmount accelerator) => Milliwatts(accelerator.PowerLimit?.Value ?? (double?)_watts.Find(accelerator.Model) ?? options.AcceleratorFullWatts);

    private static long Milliwatts(double watts) => (long)Math.Round(watts * 1000);
}
