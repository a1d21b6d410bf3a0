namespace Athanor.Datasets.Loading.Ordering;

/// <summary>The samples of a dataset with its blocks in another order. The last block may be short, and what follows it moves up.</summary>
internal readonly struct ShuffledBlocks
{
    private readonly Permutation _blocks;
    private readonly long _size;
    private readonly long _shortLength;
    private readonly long _shortStart;

    public ShuffledBlocks(long samples, int size, ulong key)
    {
        var last = (samples - 1) / size;
        _size = size;
        _blocks = new(last + 1, key);
        _shortLength = samples - (last * size);
        _shortStart = _blocks.PlaceOf(last) * size;
    }

    public long SampleAt(long place)
    {
        var even = place < _shortStart + _shortLength ? place : place + _size - _shortLength;
        return (_blocks[even / _size] * _size) + (even % _size);
    }

    public long PlaceOf(long sample)
    {
        var even = (_blocks.PlaceOf(sample / _size) * _size) + (sample % _size);
        return even < _shortStart + _size ? even : even - _size + _shortLength;
    }
}
