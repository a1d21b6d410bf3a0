using System.Text;

namespace Athanor.Objects.Checksums;

public sealed class CrcTests
{
    public static TheoryData<ulong> Polynomials => [Crcs.Crc32Polynomial, Crcs.Crc32CPolynomial, Crcs.Crc64NvmePolynomial];

    // The check values of the CRC catalogue: the checksum of the digits 1 to 9.
    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, 0xCBF43926UL)]
    [InlineData(ChecksumAlgorithm.Crc32C, 0xE3069283UL)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme, 0xAE8B14860A799888UL)]
    internal void The_digits_from_1_to_9_have_the_published_checksum(ChecksumAlgorithm algorithm, ulong published) =>
        Assert.Equal(published, Checksum.Of(algorithm, "123456789"u8).ToCrc());

    // RFC 3720, B.4: CRC32C examples.
    [Theory]
    [InlineData(0, 0x8A9136AAUL)]
    [InlineData(0xFF, 0x62A8AB43UL)]
    public void Thirty_two_equal_bytes_have_the_checksum_of_the_iscsi_standard(byte value, ulong published) =>
        Assert.Equal(published, Checksum.Of(ChecksumAlgorithm.Crc32C, Enumerable.Repeat(value, 32).ToArray()).ToCrc());

    [Theory, MemberData(nameof(Polynomials))]
    public void Folding_and_tables_agree_with_the_reference_for_every_length_and_offset(ulong polynomial)
    {
        var crc = Of(polynomial);
        var content = new Random(1).Bytes(1200);

        for (var length = 0; length <= 1100; length++)
        {
            var slice = content.AsSpan(length % 17, length);
            var expected = ReferenceCrc.Append(crc.Seed, slice, polynomial);

            Assert.Equal(expected, crc.AppendByTables(crc.Seed, slice));
            Assert.Equal(expected, crc.Append(crc.Seed, slice));
        }
    }

    [Theory, MemberData(nameof(Polynomials))]
    public void Content_in_pieces_has_the_checksum_of_the_whole_and_pieces_combine_to_it(ulong polynomial)
    {
        var crc = Of(polynomial);
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var content = random.Bytes(random.Next(3000));
            var cut = random.Next(content.Length + 1);
            var first = content.AsSpan(0, cut);
            var second = content.AsSpan(cut);
            var whole = ReferenceCrc.Append(crc.Seed, content, polynomial);

            Assert.Equal(whole, crc.Append(crc.Append(crc.Seed, first), second));
            Assert.Equal(whole ^ crc.Seed, crc.Combine(crc.Append(crc.Seed, first) ^ crc.Seed, crc.Append(crc.Seed, second) ^ crc.Seed, second.Length));
        }
    }

    [Fact]
    public void Two_long_parts_combine_to_the_whole()
    {
        const int PartBytes = 32 << 20;
        var part = Checksum.Of(ChecksumAlgorithm.Crc64Nvme, new byte[PartBytes]).ToCrc();

        Assert.Equal(Checksum.Of(ChecksumAlgorithm.Crc64Nvme, new byte[2 * PartBytes]).ToCrc(), Crcs.Crc64Nvme.Combine(part, part, PartBytes));
    }

    // "sOO8/Q==" is the CRC32C of the example of chunked uploads with trailing headers: 65 KiB of the letter a.
    [Fact]
    public void The_content_of_the_trailer_example_has_its_checksum() =>
        Assert.Equal("sOO8/Q==", Checksum.Of(ChecksumAlgorithm.Crc32C, Encoding.ASCII.GetBytes(new string('a', 66560))).ToString());

    private static ReflectedCrc Of(ulong polynomial) => polynomial switch
    {
        Crcs.Crc32Polynomial => Crcs.Crc32,
        Crcs.Crc32CPolynomial => Crcs.Crc32C,
        _ => Crcs.Crc64Nvme,
    };
}
