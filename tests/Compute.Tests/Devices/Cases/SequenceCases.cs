namespace Athanor.Compute.Tests.Devices.Cases;

internal static class SequenceCases
{
    private static readonly (int Places, int Words, int Columns)[] Tables = [(1, 1, 1), (9, 3, 5), (70, 11, 67), (33, 200, 64)];
    private static readonly (int Batch, int Time, int Heads, int Width)[] Heads = [(1, 1, 1, 2), (2, 5, 3, 6), (1, 17, 2, 64), (2, 9, 1, 34)];

    public static IEnumerable<KernelCase> All =>
    [
        .. Tables.SelectMany(table => Embeddings(table.Places, table.Words, table.Columns)),
        .. from heads in Heads
           from backward in new[] { false, true }
           select new KernelCase($"Rotate {heads}{(backward ? " back" : "")}", arena =>
           {
               var tensor = arena.Result(heads.Batch, heads.Time, heads.Heads, heads.Width);
               return device => device.Rotate(tensor, theta: 10_000, backward);
           }),
    ];

    private static IEnumerable<KernelCase> Embeddings(int places, int words, int columns) =>
    [
        new($"Embed ({places}, {words}, {columns})", arena =>
        {
            var (table, indices, output) = (arena.Input(words, columns), arena.Choices(places, words), arena.Result(places, columns));
            return device => device.Embed(table, indices, output);
        }),
        new($"EmbedBackward ({places}, {words}, {columns})", arena =>
        {
            var (indices, gradient, table) = (arena.Choices(places, words), arena.Input(places, columns), arena.Result(words, columns));
            return device => device.EmbedBackward(indices, gradient, table);
        }),
    ];
}
