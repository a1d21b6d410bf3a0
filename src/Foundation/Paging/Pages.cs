namespace Athanor.Foundation.Paging;

public static class Pages
{
    public const int DefaultSize = 100;
    public const int MaximumSize = 1000;

    public static int SizeOf(int? asked) => Math.Clamp(asked ?? DefaultSize, 1, MaximumSize);

    /// <summary>From one row more than the page holds, which tells whether there is another page.</summary>
    public static Page<T> Cut<T>(IReadOnlyList<T> oneMore, int size, Func<T, string> keyOf) =>
        oneMore.Count > size ? new([.. oneMore.Take(size)], keyOf(oneMore[size - 1])) : new(oneMore, null);
}
