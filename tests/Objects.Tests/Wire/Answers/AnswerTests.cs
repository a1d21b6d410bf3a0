using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Athanor.Objects.Checksums;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

public sealed class AnswerTests
{
    private static readonly XNamespace S3 = XmlBody.Namespace;
    private static readonly Owner Ada = new("ada", "Ada");
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-05-04T12:00:00Z", CultureInfo.InvariantCulture);

    [Fact]
    public void An_error_says_its_code_its_message_and_what_it_is_about()
    {
        var error = Written(target => ErrorDocument.Write(S3Errors.NoSuchKey.With("Key", "a&b"), "/plants/a&b", "request-1", target));

        Assert.Equal("Error", error.Root!.Name.ToString());
        Assert.Equal(["NoSuchKey", "The specified key does not exist.", "a&b", "/plants/a&b", "request-1", "request-1"], error.Root.Elements().Select(element => element.Value));
    }

    [Fact]
    public void A_listing_of_version_2_is_as_documented()
    {
        var page = new ListObjectsAnswer("plants", "a/", 2, true, [new("a/ü&<>\"", Noon, "abc", 5) { Owner = Ada }], ["a/b/"]) { Delimiter = "/", NextContinuationToken = "next", StartAfter = "a" };

        var root = Written(page.WriteVersion2).Root!;

        Assert.Equal("ListBucketResult", root.Name.LocalName);
        Assert.Equal("2", root.Element(S3 + "KeyCount")?.Value);
        Assert.Equal("true", root.Element(S3 + "IsTruncated")?.Value);
        Assert.Equal("a/ü&<>\"", root.Element(S3 + "Contents")?.Element(S3 + "Key")?.Value);
        Assert.Equal("\"abc\"", root.Element(S3 + "Contents")?.Element(S3 + "ETag")?.Value);
        Assert.Equal("2026-05-04T12:00:00.000Z", root.Element(S3 + "Contents")?.Element(S3 + "LastModified")?.Value);
        Assert.Equal("a/b/", root.Element(S3 + "CommonPrefixes")?.Element(S3 + "Prefix")?.Value);
    }

    // "encoding-type: … Amazon S3 uses this to encode Delimiter, Prefix, Key, and StartAfter"
    [Fact]
    public void Keys_are_encoded_where_the_client_asks_for_it()
    {
        var page = new ListObjectsAnswer("plants", "a b/", 2, false, [new("a b/\u0001+\ufffe", Noon, "abc", 5)], ["ü/"]) { Delimiter = " ", EncodesKeys = true, Marker = "a b" };

        var root = Written(page.WriteVersion1).Root!;

        Assert.Equal("url", root.Element(S3 + "EncodingType")?.Value);
        Assert.Equal("a%20b/%01%2B%EF%BF%BE", root.Element(S3 + "Contents")?.Element(S3 + "Key")?.Value);
        Assert.Equal("%C3%BC/", root.Element(S3 + "CommonPrefixes")?.Value);
        Assert.Equal(["a%20b/", "a%20b", "%20"], new[] { "Prefix", "Marker", "Delimiter" }.Select(name => root.Element(S3 + name)?.Value));
    }

    [Fact]
    public void What_xml_cannot_hold_becomes_a_reference()
    {
        var written = new ArrayBufferWriter<byte>();

        new XmlAnswer(written).Open("Key").Text("Key", "\u0001\r\ufffe").End();

        Assert.Equal("<Key><Key>&#1;&#13;&#65534;</Key></Key>", Encoding.UTF8.GetString(written.WrittenSpan));
    }

    [Fact]
    public void Every_other_answer_is_well_formed()
    {
        var listed = new ListedObject("k", Noon, "abc", 5) { ChecksumAlgorithm = "CRC32", ChecksumType = "FULL_OBJECT", Owner = Ada };
        var checksum = Checksum.Of(ChecksumAlgorithm.Crc32, "a"u8);
        (string Root, Action<IBufferWriter<byte>> Write)[] answers =
        [
            ("ListAllMyBucketsResult", new ListBucketsAnswer(Ada, [new("plants", Noon, "athanor")]).Write),
            ("ListVersionsResult", new ListVersionsAnswer("plants", "", 10, false, [new("v1", true, false, listed), new("v2", false, true, listed)], ["a/"]).Write),
            ("ListMultipartUploadsResult", new ListUploadsAnswer("plants", "", 10, false, [new("k", "u", Noon, Ada)], ["a/"]).Write),
            ("ListPartsResult", new ListPartsAnswer("plants", "k", "u", 10, true, [new(1, Noon, "abc", 5, checksum)], Ada) { NextPartNumberMarker = 1 }.Write),
            ("InitiateMultipartUploadResult", target => UploadAnswers.WriteInitiated("plants", "k", "u", target)),
            ("CompleteMultipartUploadResult", target => UploadAnswers.WriteCompleted("http://h/plants/k", "plants", "k", "abc-2", (ChecksumAlgorithm.Crc32, "AAAAAA==-2", ChecksumType.Composite), target)),
            ("CopyObjectResult", target => UploadAnswers.WriteCopied(Noon, "abc", checksum, target)),
            ("CopyPartResult", target => UploadAnswers.WritePartCopied(Noon, "abc", null, target)),
            ("PostResponse", target => UploadAnswers.WritePosted("http://h/plants/k", "plants", "k", "abc", target)),
            ("DeleteResult", target => new DeleteObjectsAnswer([new("k", null, true, "v")], [new("l", "v", S3Errors.AccessDenied)]).Write(false, target)),
            ("GetObjectAttributesResponse", new ObjectAttributesAnswer { ETag = "abc", Size = 5, Checksum = (ChecksumAlgorithm.Crc32, "AAAAAA==", ChecksumType.FullObject), Parts = new(1, 0, 1, 10, false, [(1, 5, checksum)]) }.Write),
            ("LocationConstraint", target => BucketAnswers.WriteLocation("eu-west-1", target)),
            ("PolicyStatus", target => BucketAnswers.WritePolicyStatus(true, target)),
            ("AccessControlPolicy", target => AccessControlAnswer.Write(Ada, CannedAcl.Read("public-read").Value, target)),
        ];

        foreach (var (root, write) in answers) Assert.Equal(S3 + root, Written(write).Root!.Name);
    }

    private static XDocument Written(Action<IBufferWriter<byte>> write)
    {
        var written = new ArrayBufferWriter<byte>();
        write(written);
        return XDocument.Parse(Encoding.UTF8.GetString(written.WrittenSpan));
    }
}
