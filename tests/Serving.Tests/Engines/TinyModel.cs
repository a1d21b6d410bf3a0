using System.Text;

namespace Athanor.Serving.Tests.Engines;

/// <summary>A model of one node, written byte by byte: y = operator(x).</summary>
internal static class TinyModel
{
    public const byte Float = 1;
    public const byte Int64 = 7;
    public const byte Text = 8;

    public static byte[] Of(string operation, byte element, string producer = "tests")
    {
        byte[] node = [.. Field(1, "x"), .. Field(2, "y"), .. Field(4, operation)];
        byte[] graph = [.. Field(1, node), .. Field(2, "tiny"), .. Field(11, Port("x", element)), .. Field(12, Port("y", element))];
        byte[] metadata = [.. Field(1, "key"), .. Field(2, "wert ü")];
        return [.. Number(1, 8), .. Field(2, producer), .. Field(7, graph), .. Field(8, Number(2, 17)), .. Field(14, metadata)];
    }

    // [batch, 2]
    private static byte[] Port(string name, byte element)
    {
        byte[] shape = [.. Field(1, Field(2, "batch")), .. Field(1, Number(1, 2))];
        return [.. Field(1, name), .. Field(2, Field(1, [.. Number(1, element), .. Field(2, shape)]))];
    }

    private static byte[] Number(int field, byte value) => [(byte)(field << 3), value];

    private static byte[] Field(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] bytes) => [(byte)((field << 3) | 2), checked((byte)(bytes.Length < 128 ? bytes.Length : throw new ArgumentOutOfRangeException(nameof(bytes)))), .. bytes];
}
