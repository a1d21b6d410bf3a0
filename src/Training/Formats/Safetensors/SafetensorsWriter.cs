using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Formats.Safetensors;

/// <summary>Writes tensors under their names, one behind the other. The file is there whole or not at all.</summary>
public static class SafetensorsWriter
{
    private const int Piece = 1 << 20;

    public static void Write(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        if (tensors.DistinctBy(entry => entry.Name).Count() != tensors.Count) throw new ArgumentException("Two tensors have one name.", nameof(tensors));
        var header = Header(tensors, metadata);
        WholeFile.Write(path, file =>
        {
            file.Write(header);
            foreach (var (_, tensor) in tensors) Write(file, tensor);
        });
    }

    private static void Write(Stream file, Tensor tensor)
    {
        for (var begin = 0L; begin < tensor.Length; begin += Piece)
        {
            file.Write(MemoryMarshal.AsBytes(tensor.View(begin, new Shape((int)Math.Min(Piece, tensor.Length - begin))).Span));
        }
    }

    // The header ends with spaces up to a multiple of eight bytes, so that whoever maps the file finds the numbers aligned.
    private static byte[] Header(IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) Describe(writer, tensors, metadata);
        var length = (json.WrittenCount + sizeof(ulong) - 1) / sizeof(ulong) * sizeof(ulong);
        var header = new byte[sizeof(ulong) + length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        header.AsSpan(sizeof(ulong)).Fill((byte)' ');
        json.WrittenSpan.CopyTo(header.AsSpan(sizeof(ulong)));
        return header;
    }

    private static void Describe(Utf8JsonWriter json, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject();
        json.WriteStartObject("__metadata__");
        foreach (var (name, value) in metadata) json.WriteString(name, value);
        json.WriteEndObject();
        var begin = 0L;
        foreach (var (name, tensor) in tensors)
        {
            Describe(json, name, tensor.Shape, begin);
            begin += tensor.Length * sizeof(float);
        }
        json.WriteEndObject();
    }

    private static void Describe(Utf8JsonWriter json, string name, Shape shape, long begin)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", ElementType.F32.Name);
        json.WriteStartArray("shape");
        foreach (var size in shape.Sizes) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + (shape.Length * sizeof(float)));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
