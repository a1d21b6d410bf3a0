using System.Security.Cryptography;
using Athanor.Objects.Blobs;
using Athanor.Objects.Checksums;
using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Versions;

public sealed class UploadCompletionTests
{
    private const int FiveMebibytes = 5 << 20;

    private readonly byte[] _first = RandomNumberGenerator.GetBytes(FiveMebibytes);
    private readonly byte[] _last = RandomNumberGenerator.GetBytes(77);

    private byte[] Whole => [.. _first, .. _last];

    [Theory]
    [InlineData("CRC32", "FULL_OBJECT")]
    [InlineData("CRC32C", "FULL_OBJECT")]
    [InlineData("CRC64NVME", "FULL_OBJECT")]
    public void A_checksum_of_the_full_object_is_that_of_its_bytes(string name, string type)
    {
        var whole = ChecksumOf(name, Whole);

        var completion = CompletionOf(name, type, asked => asked with { Checksum = (AlgorithmOf(name), whole) });

        Assert.Null(completion.FindFault());
        Assert.Equal(whole, completion.Describe().Checksums[name]);
        Assert.Equal([new(3, FiveMebibytes, ChecksumOf(name, _first)), new(8, 77, ChecksumOf(name, _last))], completion.Describe().Parts);
    }

    [Theory, InlineData("CRC32"), InlineData("CRC32C"), InlineData("SHA1"), InlineData("SHA256")]
    public void A_composite_checksum_is_that_of_the_parts_checksums_with_their_number(string name)
    {
        var composite = ChecksumOf(name, [.. Convert.FromBase64String(ChecksumOf(name, _first)), .. Convert.FromBase64String(ChecksumOf(name, _last))]) + "-2";

        var completion = CompletionOf(name, "COMPOSITE", asked => asked with { Checksum = (AlgorithmOf(name), composite) });

        Assert.Null(completion.FindFault());
        Assert.Equal(composite, completion.Describe().Checksums[name]);
    }

    [Fact]
    public void What_is_said_of_the_whole_must_be_so()
    {
        Assert.Null(CompletionOf("CRC32", "FULL_OBJECT", asked => asked with { ObjectSize = FiveMebibytes + 77, ChecksumType = "FULL_OBJECT" }).FindFault());

        Assert.IsType<WriteOutcome.WrongChecksum>(CompletionOf("CRC32", "FULL_OBJECT", asked => asked with { Checksum = (ChecksumAlgorithm.Crc32, ChecksumOf("CRC32", _last)) }).FindFault());
        Assert.IsType<WriteOutcome.WrongChecksum>(CompletionOf("CRC32", "FULL_OBJECT", asked => asked with { Checksum = (ChecksumAlgorithm.Sha1, ChecksumOf("SHA1", Whole)) }).FindFault());
        Assert.IsType<WriteOutcome.InvalidRequest>(CompletionOf("CRC32", "FULL_OBJECT", asked => asked with { ObjectSize = 78 }).FindFault());
        Assert.IsType<WriteOutcome.InvalidRequest>(CompletionOf("CRC32", "FULL_OBJECT", asked => asked with { ChecksumType = "COMPOSITE" }).FindFault());
    }

    [Fact]
    public void A_part_is_named_with_its_own_checksum_or_where_the_upload_does_not_ask_for_that_with_none()
    {
        static Completion Unnamed(Completion asked) => asked with { Parts = [.. asked.Parts.Select(part => part with { Checksum = null })] };

        Assert.Null(CompletionOf("CRC32", "FULL_OBJECT", Unnamed).FindFault());
        Assert.IsType<WriteOutcome.InvalidRequest>(CompletionOf("CRC32", "COMPOSITE", Unnamed).FindFault());
        Assert.IsType<WriteOutcome.InvalidPart>(CompletionOf("CRC32", "COMPOSITE", asked => asked with { Parts = [asked.Parts[0], asked.Parts[1] with { Checksum = asked.Parts[0].Checksum }] }).FindFault());
    }

    private UploadCompletion CompletionOf(string name, string type, Func<Completion, Completion> change)
    {
        var uploaded = new[] { Part(3, _first, name), Part(8, _last, name) };
        var asked = new Completion([.. uploaded.Select(part => new CompletedPart(part.Number, part.ETag, Checksum.TryParse(AlgorithmOf(name), part.Checksums[name])))], WriteCondition.None);
        var upload = new MultipartUpload("upl_1", 1, "leaf", new(), "person/ada", DateTimeOffset.UnixEpoch) { ChecksumAlgorithm = name, ChecksumType = type };
        return new(upload, uploaded.ToDictionary(part => part.Number), change(asked));
    }

    private static UploadedPart Part(int number, byte[] content, string name) => new(
        number, content.Length, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), BlobReference.InFile($"part{number}", content.Length), new Dictionary<string, string> { [name] = ChecksumOf(name, content) }, DateTimeOffset.UnixEpoch);

    private static string ChecksumOf(string name, byte[] content) => Checksum.Of(AlgorithmOf(name), content).ToString();

    private static ChecksumAlgorithm AlgorithmOf(string name) => ChecksumAlgorithms.TryParseName(name, out var algorithm) ? algorithm : throw new ArgumentException(name, nameof(name));
}
