using System.Buffers.Binary;
using System.Text;
using Athanor.Compute.Tensors;
using Athanor.Conformance;
using Athanor.Foundation.Problems;
using Athanor.Training.Formats.Safetensors;

namespace Athanor.Training.Tests.Formats;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Place => _folder.File("model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read()
    {
        using var weight = Tensor.From(new(2, 3), [1, 2, 3, 4, 5, float.NaN]);
        using var bias = Tensor.From(new(1), [-0f]);
        SafetensorsWriter.Write(Place, [("a.weight", weight), ("é \"b\"", bias)], new Dictionary<string, string> { ["format"] = "pt" });

        using var file = SafetensorsFile.Open(Place);

        Assert.Equal("pt", file.Header.Metadata["format"]);
        Assert.Equal([2L, 3L], file.Header.Tensors["a.weight"].Sizes);
        using var read = Tensor.Zeros(2, 3);
        file.Read(file.Header.Tensors["a.weight"], read);
        Assert.Equal(Bits(weight.Span), Bits(read.Span));
        Assert.Equal(Bits(bias.Span), Bits(file.Read(file.Header.Tensors["é \"b\""])));
    }

    [Fact]
    public async Task Python_reads_what_was_written_by_the_words_of_the_format()
    {
        using var weight = Tensor.From(new(2, 2), [0.5f, -1, 3, 1e-8f]);
        SafetensorsWriter.Write(Place, [("w", weight)], new Dictionary<string, string> { ["format"] = "pt" });

        var output = await Python.RunAsync(
            """
            import json, struct, sys
            data = open(sys.argv[1], 'rb').read()
            length = struct.unpack('<Q', data[:8])[0]
            header = json.loads(data[8:8 + length])
            begin, end = header['w']['data_offsets']
            body = data[8 + length:]
            assert header['__metadata__'] == {'format': 'pt'} and length % 8 == 0 and end == len(body)
            print(header['w']['dtype'], header['w']['shape'], *struct.unpack('<4f', body[begin:end]))
            """,
            Place);

        Assert.Equal("F32 [2, 2] 0.5 -1.0 3.0 9.99999993922529e-09", output);
    }

    [Fact]
    public void Half_precision_is_widened()
    {
        byte[] data = [0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B, 0x80, 0x3F, 0x00, 0xC0, 0x7F, 0x7F];
        WriteRaw("""{"h":{"dtype":"F16","shape":[3],"data_offsets":[0,6]},"b":{"dtype":"BF16","shape":[3],"data_offsets":[6,12]}}""", data);

        using var file = SafetensorsFile.Open(Place);

        Assert.Equal([1f, -2f, 65504f], file.Read(file.Header.Tensors["h"]));
        Assert.Equal([1f, -2f, 3.3895314e38f], file.Read(file.Header.Tensors["b"]));
    }

    [Fact]
    public void A_tensor_larger_than_a_piece_is_read_whole()
    {
        const int length = (1 << 18) + 77;
        WriteRaw($$$"""{"h":{"dtype":"BF16","shape":[{{{length}}}],"data_offsets":[0,{{{2 * length}}}]}}""", [.. Enumerable.Range(0, length).SelectMany(index => new byte[] { 0, (byte)(index % 100) })]);

        using var file = SafetensorsFile.Open(Place);
        using var values = Tensor.Zeros(length);
        file.Read(file.Header.Tensors["h"], values);

        Assert.All(Enumerable.Range(0, length), index => Assert.Equal(BitConverter.UInt32BitsToSingle((uint)(index % 100) << 24), values.Span[index]));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "end at byte 4 of 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "begins at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "not where the one before it ends")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", 8, "reaches to byte 12 of 8")]
    [InlineData("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}""", 8, "shape and type")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "right form")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", 8, "whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""", 8, "whole number")]
    [InlineData("""{"a":{"dtype":"X9","shape":[2],"data_offsets":[0,8]}}""", 8, "unknown type 'X9'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", 8, "two tensors 'a'")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "begins at byte 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", 8, "right form")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}}""", 8, "more than 16")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "twice")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "String is expected")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "twice")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "right form")]
    [InlineData("""{}{}""", 0, "right form")]
    [InlineData("""[]""", 0, "begin with '{'")]
    [InlineData("", 0, "begin with '{'")]
    public void A_header_that_lies_is_refused_with_what_is_wrong(string header, int dataLength, string reason)
    {
        WriteRaw(header, new byte[dataLength]);

        var refusal = Assert.Throws<ProblemException>(() => SafetensorsFile.Open(Place));

        Assert.Equal("training/bad-safetensors", refusal.Problem.Code);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        WriteRaw("{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), []);

        Assert.Throws<ProblemException>(() => SafetensorsFile.Open(Place));
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(100_000_001)]
    [InlineData(1 << 20)]
    public void A_header_longer_than_its_file_takes_no_memory(ulong length)
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(Place, bytes);

        Assert.Contains("header would have", Assert.Throws<ProblemException>(() => SafetensorsFile.Open(Place)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_shortened_while_it_is_open_is_a_problem_and_no_crash()
    {
        WriteRaw("""{"a":{"dtype":"F32","shape":[65536],"data_offsets":[0,262144]}}""", new byte[262144]);
        using var file = SafetensorsFile.Open(Place);
        using (var same = new FileStream(Place, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) same.SetLength(1000);

        Assert.Contains("shortened", Assert.Throws<ProblemException>(() => file.Read(file.Header.Tensors["a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_are_listed_but_not_read_as_floats()
    {
        WriteRaw("""{"a":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""", new byte[8]);
        using var file = SafetensorsFile.Open(Place);

        Assert.Equal(1, file.Header.Tensors["a"].Length);
        Assert.Equal("training/not-floats", Assert.Throws<ProblemException>(() => file.Read(file.Header.Tensors["a"])).Problem.Code);
    }

    [Fact]
    public void A_file_with_random_damage_is_refused_or_read_without_a_crash()
    {
        using var first = Tensor.From(new(3, 2), [1, 2, 3, 4, 5, 6]);
        using var second = Tensor.From(new(2), [7, 8]);
        SafetensorsWriter.Write(Place, [("first", first), ("second", second)], new Dictionary<string, string> { ["k"] = "v" });
        var whole = File.ReadAllBytes(Place);
        var random = new Random(20261130);
        var (refused, accepted) = (0, 0);

        for (var round = 0; round < 4000; round++)
        {
            File.WriteAllBytes(Place, Damage(whole, random));
            if (Accepts()) accepted++;
            else refused++;
        }

        Assert.True(refused > 500 && accepted > 50, $"{refused} refused, {accepted} accepted: the damage should reach both the header and the numbers.");
    }

    [Fact]
    public void A_write_that_fails_leaves_the_file_as_it_was()
    {
        using var tensor = Tensor.From(new(1), [1]);
        SafetensorsWriter.Write(Place, [("a", tensor)], new Dictionary<string, string>());
        var before = File.ReadAllBytes(Place);
        var gone = Tensor.Zeros(1);
        gone.Dispose();

        Assert.Throws<ObjectDisposedException>(() => SafetensorsWriter.Write(Place, [("a", tensor), ("b", gone)], new Dictionary<string, string>()));

        Assert.Equal(before, File.ReadAllBytes(Place));
        Assert.Equal([Place], Directory.GetFiles(_folder.Path));
    }

    // What is accepted is read to the end, and every number comes from the file's own bytes.
    private bool Accepts()
    {
        try
        {
            using var file = SafetensorsFile.Open(Place);
            var bytes = File.ReadAllBytes(Place);
            var data = 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes);
            foreach (var tensor in file.Header.Tensors.Values.Where(tensor => tensor.Type == ElementType.F32))
            {
                var expected = bytes.AsSpan()[(data + (int)tensor.Begin)..(data + (int)tensor.End)].ToArray();
                Assert.Equal(expected, Bits(file.Read(tensor)).SelectMany(BitConverter.GetBytes).ToArray());
            }
            return true;
        }
        catch (ProblemException)
        {
            return false;
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            if (random.Next(3) == 0) bytes.RemoveRange(at, random.Next(1, Math.Min(8, bytes.Count - at) + 1));
            else if (random.Next(4) == 0) bytes.Insert(at, (byte)random.Next(256));
            else bytes[at] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"0123456789{}[],:\""[random.Next(17)];
            if (bytes.Count == 0) break;
        }
        return [.. bytes];
    }

    private void WriteRaw(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        using var file = File.Create(Place);
        file.Write(BitConverter.GetBytes((ulong)json.Length));
        file.Write(json);
        file.Write(data);
    }

    private static int[] Bits(ReadOnlySpan<float> values) => [.. values.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
