using System.Numerics;

namespace Athanor.Datasets.Checks.Likeness;

/// <summary>
/// Finds hashes within a few bits of another without comparing it to all. A hash is four bands of 16 bits: when two hashes differ in at most d
/// bits, at least one band differs in at most d/4 of them, so looking up that band and its closest neighbours finds every candidate.
/// </summary>
internal sealed class HashIndex
{
    private const int Bands = 4;
    private const int BandBits = 16;

    private readonly int _distance;
    private readonly ushort[] _masks;
    private readonly Dictionary<ushort, List<ulong>>[] _bands = [[], [], [], []];

    public HashIndex(int distance)
    {
        _distance = distance;
        _masks = [.. Enumerable.Range(0, 1 << BandBits).Where(mask => BitOperations.PopCount((uint)mask) <= distance / Bands).Select(mask => (ushort)mask)];
    }

    /// <summary>Each hash is added once.</summary>
    public void Add(ulong hash)
    {
        for (var band = 0; band < Bands; band++)
        {
            if (!_bands[band].TryGetValue(BandOf(hash, band), out var hashes)) _bands[band][BandOf(hash, band)] = hashes = [];
            hashes.Add(hash);
        }
    }

    /// <summary>All hashes within the distance, the same ones possibly more than once.</summary>
    public IEnumerable<ulong> Near(ulong hash)
    {
        for (var band = 0; band < Bands; band++)
            foreach (var mask in _masks)
            {
                if (!_bands[band].TryGetValue((ushort)(BandOf(hash, band) ^ mask), out var candidates)) continue;
                foreach (var candidate in candidates)
                    if (Distance(candidate, hash) <= _distance) yield return candidate;
            }
    }

    public static int Distance(ulong left, ulong right) => BitOperations.PopCount(left ^ right);

    private static ushort BandOf(ulong hash, int band) => (ushort)(hash >> (band * BandBits));
}
