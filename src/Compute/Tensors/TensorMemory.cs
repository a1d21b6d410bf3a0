namespace Athanor.Compute.Tensors;

/// <summary>Counts what tensors hold, so that a test can tell that all of it was given back, and a report how much it was at most.</summary>
public static class TensorMemory
{
    private static long _held;
    private static long _most;

    public static long Held => Volatile.Read(ref _held);

    public static long Most => Volatile.Read(ref _most);

    internal static void Took(long bytes)
    {
        var held = Interlocked.Add(ref _held, bytes);
        for (var most = Most; held > most && Interlocked.CompareExchange(ref _most, held, most) != most; most = Most)
        {
        }
    }

    internal static void GaveBack(long bytes) => Interlocked.Add(ref _held, -bytes);
}
