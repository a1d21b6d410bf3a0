using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Athanor.Compute.Tensors;
using Athanor.Foundation.Problems;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Training.Formats.Safetensors;

/// <summary>
/// A safetensors file (https://github.com/huggingface/safetensors#format), checked whole when it is opened. Numbers are read from the file straight to where
/// they shall lie. It is not mapped: a mapped file that somebody shortens ends the process, and here it is a problem like any other.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int Piece = 1 << 18;
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _dataBegin;

    private SafetensorsFile(SafeFileHandle file, string path, SafetensorsHeader header, long dataBegin) => (_file, _path, Header, _dataBegin) = (file, path, header, dataBegin);

    public SafetensorsHeader Header { get; }

    public static SafetensorsFile Open(string path)
    {
        var file = File.OpenHandle(path);
        try
        {
            var length = RandomAccess.GetLength(file);
            Span<byte> first = stackalloc byte[sizeof(ulong)];
            if (length < first.Length) throw Refusal(path, "it is shorter than the length of a header");
            Fill(file, path, first, 0);
            var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(first);
            if (headerLength > SafetensorsHeader.MostBytes || (long)headerLength > length - first.Length) throw Refusal(path, $"its header would have {headerLength} bytes");
            var json = new byte[headerLength];
            Fill(file, path, json, first.Length);
            var dataBegin = first.Length + json.Length;
            return new(file, path, SafetensorsHeader.Parse(json, length - dataBegin, path), dataBegin);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>All numbers of a tensor, whatever precision they were stored in.</summary>
    public void Read(TensorEntry tensor, Tensor values)
    {
        if (values.Length != tensor.Length) throw new ArgumentException($"{tensor.Length} numbers of '{tensor.Name}' do not fill {values.Shape}.", nameof(values));
        for (var begin = 0L; begin < values.Length; begin += Piece)
        {
            var count = (int)Math.Min(Piece, values.Length - begin);
            Read(tensor, begin, values.View(begin, new Shape(count)).Span);
        }
    }

    public float[] Read(TensorEntry tensor)
    {
        var values = new float[tensor.Length];
        Read(tensor, 0, values);
        return values;
    }

    private void Read(TensorEntry tensor, long begin, Span<float> values)
    {
        var at = _dataBegin + tensor.Begin + (begin * tensor.Type.Size);
        if (tensor.Type == ElementType.F32)
        {
            Fill(_file, _path, MemoryMarshal.AsBytes(values), at);
            return;
        }
        if (tensor.Type != ElementType.F16 && tensor.Type != ElementType.BF16) throw new ProblemException(FormatsProblems.NotFloats(tensor.Name, tensor.Type.Name));
        // The narrow numbers lie in the second half of where the wide ones go, and are widened from the front: none is overwritten before it was read.
        var narrow = MemoryMarshal.Cast<float, ushort>(values)[values.Length..];
        Fill(_file, _path, MemoryMarshal.AsBytes(narrow), at);
        for (var index = 0; index < values.Length; index++) values[index] = Widen(narrow[index], tensor.Type);
    }

    private static float Widen(ushort narrow, ElementType type) => type == ElementType.F16 ? (float)BitConverter.UInt16BitsToHalf(narrow) : BitConverter.UInt32BitsToSingle((uint)narrow << 16);

    private static void Fill(SafeFileHandle file, string path, Span<byte> bytes, long at)
    {
        while (bytes is not [])
        {
            var read = RandomAccess.Read(file, bytes, at);
            if (read == 0) throw Refusal(path, "it was shortened while it was read");
            bytes = bytes[read..];
            at += read;
        }
    }

    private static ProblemException Refusal(string path, string reason) => new(FormatsProblems.BadSafetensors(path, reason));

    public void Dispose() => _file.Dispose();
}
