using Athanor.Datasets.Loading;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Reading;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Datasets.Api;

/// <summary>Which samples a stream is asked for, as the address has it.</summary>
public sealed record SamplesQuery(
    [FromQuery(Name = "ref")] string? Reference, int? WorldSize, int? Rank, ulong? Seed, long? Epoch, long? Epochs, long? From, bool? Shuffle, int? Block, int? Window, string? Remainder)
{
    private const long MostEpochs = 1_000_000_000;

    /// <summary>What one stream may hold in memory, however slowly it is taken.</summary>
    private static readonly Bytes Memory = Bytes.FromMebibytes(64);

    public Shuffle Order => Shuffle == false
        ? Loading.Ordering.Shuffle.None
        : new(Block ?? Loading.Ordering.Shuffle.Default.BlockSamples, Window ?? Loading.Ordering.Shuffle.Default.WindowBlocks);

    public ReaderOptions Options(long samples)
    {
        var (epoch, epochs, from) = (Epoch ?? 0, Epochs ?? 1, From ?? 0);
        if (epoch is < 0 or > MostEpochs || epochs is < 1 or > MostEpochs || from < 0 || from > samples) throw new ProblemException(LoadingProblems.BadPosition);
        return new()
        {
            Share = new(Rank ?? 0, WorldSize ?? 1, RemainderOf(Remainder)),
            From = (epoch * samples) + from,
            Until = (epoch + epochs) * samples,
            Memory = Memory,
        };
    }

    private static Remainder RemainderOf(string? text) => text switch
    {
        null or "uneven" => Loading.Ordering.Remainder.Uneven,
        "drop" => Loading.Ordering.Remainder.Drop,
        _ => throw new ProblemException(LoadingProblems.BadRemainder(text)),
    };
}
