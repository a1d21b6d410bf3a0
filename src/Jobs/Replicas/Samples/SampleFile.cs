using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Samples;

/// <summary>Samples of one resolution in a ring of so many places, after which the oldest are written over. A header says how many accelerators each sample tells of.</summary>
internal sealed class SampleFile : IDisposable
{
    private const int HeaderSize = 16;
    private const long Magic = 0x31454C504D415341;

    private readonly SafeFileHandle _file;
    private readonly byte[] _record;
    private readonly int _places;
    private long _next;

    private SampleFile(SafeFileHandle file, int accelerators, int places, long next) => (_file, _record, _places, _next) = (file, new byte[SampleRecord.SizeFor(accelerators)], places, next);

    /// <summary>Opens it to go on behind the newest sample; one that tells of another number of accelerators begins anew.</summary>
    public static SampleFile Open(string path, int accelerators, int places)
    {
        var known = ReadPlaces(path, out var found);
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        if (found != accelerators)
        {
            RandomAccess.SetLength(file, 0);
            Span<byte> header = stackalloc byte[HeaderSize];
            BinaryPrimitives.WriteInt64LittleEndian(header, Magic);
            BinaryPrimitives.WriteInt64LittleEndian(header[sizeof(long)..], accelerators);
            RandomAccess.Write(file, header, 0);
            known = [];
        }
        return new(file, accelerators, places, known is [] ? 0 : known.MaxBy(each => each.Sample.At).Place + 1);
    }

    /// <summary>All samples that are whole, oldest first; none where there is no file.</summary>
    public static IReadOnlyList<ReplicaSample> Read(string path) => [.. ReadPlaces(path, out _).Select(each => each.Sample).OrderBy(sample => sample.At)];

    public void Append(ReplicaSample sample)
    {
        SampleRecord.Write(_record, sample);
        RandomAccess.Write(_file, _record, HeaderSize + (_next % _places * _record.Length));
        _next++;
    }

    public void Dispose() => _file.Dispose();

    private static List<(int Place, ReplicaSample Sample)> ReadPlaces(string path, out long accelerators)
    {
        accelerators = -1;
        if (!File.Exists(path)) return [];
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadInt64LittleEndian(bytes) != Magic) return [];

        accelerators = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(sizeof(long)));
        var size = SampleRecord.SizeFor((int)accelerators);
        var found = new List<(int, ReplicaSample)>();
        for (var place = 0; HeaderSize + ((place + 1) * size) <= bytes.Length; place++)
        {
            if (SampleRecord.Read(bytes.AsSpan(HeaderSize + (place * size), size)) is { } sample) found.Add((place, sample));
        }
        return found;
    }
}
