using Athanor.Objects.Blobs;

namespace Athanor.Conformance.Blobs;

public abstract partial class BlobStoreConformance
{
    private const int Operations = 400;

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Whatever_is_done_in_whatever_order_the_store_holds_what_a_dictionary_would(int seed)
    {
        var chance = new Random(seed);
        var model = new Dictionary<BlobReference, byte[]>();
        for (var operation = 0; operation < Operations; operation++)
        {
            switch (chance.Next(20))
            {
                case < 9:
                    var content = BlobContent.Random(LengthFrom(chance), seed: operation);
                    model.Add(await Store.AddAsync(content, Cancellation, isLengthKnown: chance.Next(2) == 0), content);
                    break;
                case < 13:
                    var deleted = model.Keys.Where(_ => chance.Next(10) == 0).ToList();
                    await Store.DeleteAsync(deleted, Cancellation);
                    foreach (var blob in deleted) model.Remove(blob);
                    break;
                case < 18:
                    if (model.Count == 0) break;
                    await AssertRangeAsync(model.ElementAt(chance.Next(model.Count)), chance);
                    break;
                case 18:
                    await ReopenAsync();
                    break;
                default:
                    await CompactAsync(model);
                    break;
            }
        }

        Assert.Equal(model.Keys.ToHashSet(), [.. await Store.AllAsync(Cancellation)]);
        foreach (var (blob, content) in model) Assert.Equal(content, await Store.ReadAsync(blob, Cancellation));
    }

    private async Task AssertRangeAsync(KeyValuePair<BlobReference, byte[]> blob, Random chance)
    {
        var begin = chance.Next(blob.Value.Length + 1);
        var length = chance.Next(blob.Value.Length - begin + 1);
        Assert.Equal(blob.Value.AsSpan(begin, length).ToArray(), await Store.ReadAsync(blob.Key, begin, length, Cancellation));
    }

    private async Task CompactAsync(Dictionary<BlobReference, byte[]> model)
    {
        if (Store is ICompactingBlobStore compacting) await compacting.CompactAsync(new NamesInMemory(model), Cancellation);
    }

    private static int LengthFrom(Random chance) => chance.Next(6) switch
    {
        0 => chance.Next(64),
        1 => chance.Next(Block - 20, Block + 20),
        2 => chance.Next(Packed - 20, Packed + 20),
        3 => chance.Next(500_000),
        _ => chance.Next(10_000),
    };
}
