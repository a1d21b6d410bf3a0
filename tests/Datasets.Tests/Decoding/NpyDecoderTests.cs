using System.Buffers.Binary;
using System.Text;
using Athanor.Datasets.Decoding.Npy;

namespace Athanor.Datasets.Tests.Decoding;

public sealed class NpyDecoderTests
{
    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", 48, "<f4", 4, "3,4")]
    [InlineData("{'shape': (), 'fortran_order': True, 'descr': '|u1'}", 1, "|u1", 1, "")]
    [InlineData("{'descr': '<U8', 'fortran_order': False, 'shape': (2,), }", 64, "<U8", 32, "2")]
    [InlineData("{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,), }", 8, "<M8[ns]", 8, "1")]
    public void A_header_tells_type_and_shape(string header, int length, string type, int itemSize, string shape)
    {
        var array = NpyDecoder.Decode(Array(header, length));
        Assert.Null(array.Finding);
        Assert.Equal((type, itemSize, shape), (array.Value!.Type, array.Value.ItemSize, string.Join(",", array.Value.Shape)));
        Assert.Equal(length, array.Value.DataLength);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", 47, "truncated")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", 50, "2 bytes follow")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 8, "Python objects")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999, 9999999999), }", 8, "larger than any file")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", 8, "not the one of an array")]
    [InlineData("__import__('os')", 8, "not the one of an array")]
    public void What_is_wrong_is_told(string header, int length, string finding) => Assert.Contains(finding, NpyDecoder.Decode(Array(header, length)).Finding, StringComparison.Ordinal);

    [Fact]
    public void A_header_cut_anywhere_is_refused()
    {
        var file = Array("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", 48);
        for (var length = 0; length < file.Length - 1; length++) Assert.False(NpyDecoder.Decode(file.AsSpan(0, length)).Succeeded);
    }

    private static byte[] Array(string header, int length)
    {
        var text = Encoding.ASCII.GetBytes(header + "\n");
        var file = new byte[10 + text.Length + length];
        ((byte[])[0x93, .. "NUMPY"u8, 1, 0]).CopyTo(file, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)text.Length);
        text.CopyTo(file, 10);
        return file;
    }
}
