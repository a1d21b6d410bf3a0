using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// A sample with the bytes of its files. They lie in memory that is used again or unmapped once the sample is disposed; one that never is
/// only costs memory, it corrupts nothing.
/// </summary>
public sealed class Sample : IDisposable
{
    private SampleMemory? _memory;

    internal Sample(PlannedSample plan, ArraySegment<SampleField> fields, SampleMemory memory)
    {
        (Position, Next, Fields) = (plan.Position, plan.Next, fields);
        _memory = memory;
    }

    /// <summary>Which sample of all epochs it is; equal for the same seed wherever it is read.</summary>
    public long Position { get; }

    /// <summary>The position from which a reader goes on after this sample.</summary>
    public long Next { get; }

    public string Key => SampleKey.Of(Fields[0].File.Path.Value).ToString();

    public ArraySegment<SampleField> Fields { get; }

    public SampleField? Find(string field)
    {
        foreach (var one in Fields)
            if (one.Name == field) return one;
        return null;
    }

    public void Dispose() => Interlocked.Exchange(ref _memory, null)?.Release();
}
