namespace Athanor.Accounting.Reckoning;

/// <summary>What one line of the books says, in whole numbers.</summary>
internal sealed class Tally
{
    private readonly HashSet<long> _jobs = [];

    public ResourceTime Time { get; } = new();

    /// <summary>For how long processors were busy.</summary>
    public Int128 BusyMicroseconds { get; private set; }

    /// <summary>For how long accelerators were measured.</summary>
    public Int128 CoveredMicroseconds { get; private set; }

    public Energy Energy { get; private set; }

    public int Jobs => _jobs.Count;

    public static Tally Of(ResourceTime time, Energy energy)
    {
        var tally = new Tally { Energy = energy };
        tally.Time.Add(time);
        return tally;
    }

    public void Add(Holding holding, Stretch window, EnergyModel model)
    {
        var (cut, held) = (holding.Time.Within(window), new ResourceTime());
        held.Add(holding.Amounts, holding.Time.Length);
        Time.Add(holding.Amounts, cut.Length);
        Energy += model.Of(holding, cut);
        BusyMicroseconds += holding.Time.Share(EnergyModel.BusyMicroseconds(holding, held), cut);
        CoveredMicroseconds += holding.Time.Share(EnergyModel.CoveredMicroseconds(holding, held), cut);
        _jobs.Add(holding.Job);
    }

    public void Add(Tally other)
    {
        Time.Add(other.Time);
        Energy += other.Energy;
        AddUse(other);
    }

    /// <summary>Only what was done with the resources, where they are counted already.</summary>
    public void AddUse(Tally other)
    {
        BusyMicroseconds += other.BusyMicroseconds;
        CoveredMicroseconds += other.CoveredMicroseconds;
        _jobs.UnionWith(other._jobs);
    }
}
