namespace Athanor.Datasets.Loading.Ordering;

/// <summary>
/// All epochs one after another: a position is one integer, epoch × length + index, and stands for one sample whoever reads it.
/// A mixture has epochs of as many samples as its datasets have together; each dataset begins its own next epoch when it is used up.
/// </summary>
public sealed class SampleSequence
{
    private readonly Mixture _mixture;
    private readonly IReadOnlyList<SampleOrder> _orders;

    public SampleSequence(SampleOrder order) : this(new Mixture(1), [order])
    {
    }

    public SampleSequence(Mixture mixture, IReadOnlyList<SampleOrder> orders)
    {
        if (orders.Count != mixture.Parts) throw new ArgumentException("Each part of a mixture has an order.", nameof(orders));
        (_mixture, _orders) = (mixture, orders);
        Length = orders.Sum(order => order.Samples);
    }

    /// <summary>The samples of an epoch.</summary>
    public long Length { get; }

    public int Parts => _orders.Count;

    public SamplePlace At(long position)
    {
        var (part, served) = _mixture.At(position);
        var (epoch, index) = Math.DivRem(served, _orders[part].Samples);
        return new(part, _orders[part].At(epoch, index));
    }

    /// <summary>The first position, at or after another, at which a sample stands.</summary>
    public long NextUse(SamplePlace place, long from)
    {
        var order = _orders[place.Part];
        var (epoch, served) = Math.DivRem(_mixture.ServedBefore(place.Part, from), order.Samples);
        var index = order.IndexOf(epoch, place.Sample);
        if (index < served) index = order.IndexOf(++epoch, place.Sample);
        return _mixture.IndexOf(place.Part, (epoch * order.Samples) + index);
    }
}
