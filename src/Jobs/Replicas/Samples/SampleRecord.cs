using System.Buffers.Binary;

namespace Athanor.Jobs.Replicas.Samples;

/// <summary>A sample as bytes of a fixed length, which depends on the number of accelerators only. It begins with a sum over the rest, so that a torn one, or one that never came, is known.</summary>
internal static class SampleRecord
{
    private const int SumSize = 8;
    private const int FixedSize = SumSize + (14 * sizeof(long));
    private const int AcceleratorSize = 6 * sizeof(long);

    public static int SizeFor(int accelerators) => FixedSize + (accelerators * AcceleratorSize);

    public static void Write(Span<byte> target, ReplicaSample sample)
    {
        var writer = new Writer(target[SumSize..]);
        writer.Add(sample.At.ToUnixTimeMilliseconds());
        writer.Add(sample.Duration.Ticks);
        writer.Add(sample.CpuSeconds);
        writer.Add(sample.Processors);
        writer.Add(sample.ProcessorsMaximum);
        writer.Add(sample.MemoryBytes);
        writer.Add(sample.MemoryBytesMaximum);
        writer.Add(sample.ReadBytes);
        writer.Add(sample.WrittenBytes);
        writer.Add(sample.ReceivedBytes);
        writer.Add(sample.SentBytes);
        writer.Add(sample.Step ?? double.NaN);
        writer.Add(sample.StepAt?.ToUnixTimeMilliseconds() ?? 0);
        writer.Add((long)sample.Accelerators.Count);
        foreach (var accelerator in sample.Accelerators)
        {
            writer.Add(accelerator.Utilisation);
            writer.Add(accelerator.UtilisationMaximum);
            writer.Add(accelerator.MemoryBytes);
            writer.Add(accelerator.MemoryBytesMaximum);
            writer.Add(accelerator.Watts);
            writer.Add(accelerator.WattsMaximum);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(target, SumOf(target[SumSize..]));
    }

    public static ReplicaSample? Read(ReadOnlySpan<byte> source)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(source) != SumOf(source[SumSize..])) return null;
        var reader = new Reader(source[SumSize..]);
        var sample = new ReplicaSample(
            DateTimeOffset.FromUnixTimeMilliseconds(reader.Long()), TimeSpan.FromTicks(reader.Long()), reader.Double(), reader.Double(), reader.Double(), reader.Long(), reader.Long(), reader.Long(), reader.Long());
        var (received, sent) = (reader.Long(), reader.Long());
        var (step, stepAt) = (reader.Double(), reader.Long());
        var accelerators = new AcceleratorSample[reader.Long()];
        for (var index = 0; index < accelerators.Length; index++) accelerators[index] = new(reader.Double(), reader.Double(), reader.Long(), reader.Long(), reader.Double(), reader.Double());
        return sample with { ReceivedBytes = received, SentBytes = sent, Step = double.IsNaN(step) ? null : step, StepAt = stepAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(stepAt), Accelerators = accelerators };
    }

    /// <summary>FNV-1a. It never is 0 for what is all zeros, as a file that lost its end in a power cut is.</summary>
    private static ulong SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = 14695981039346656037UL;
        foreach (var value in bytes) sum = (sum ^ value) * 1099511628211UL;
        return sum;
    }

    private ref struct Writer(Span<byte> rest)
    {
        private Span<byte> _rest = rest;

        public void Add(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_rest, value);
            _rest = _rest[sizeof(long)..];
        }

        public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));
    }

    private ref struct Reader(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public long Long()
        {
            var value = BinaryPrimitives.ReadInt64LittleEndian(_rest);
            _rest = _rest[sizeof(long)..];
            return value;
        }

        public double Double() => BitConverter.Int64BitsToDouble(Long());
    }
}
