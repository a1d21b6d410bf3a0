using System.Buffers;
using System.Text;
using Athanor.Objects.Names;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Wire.Xml;

public sealed class XmlPropertyTests
{
    private static readonly string[] Samples =
    [
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part><Part><PartNumber>2</PartNumber><ETag>b</ETag></Part></CompleteMultipartUpload>",
        "<Delete><Quiet>true</Quiet><Object><Key>a</Key><VersionId>v</VersionId><Size>4</Size></Object><Object><Key>b&amp;</Key></Object></Delete>",
        "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status></VersioningConfiguration>",
        "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>",
        "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><MaxAgeSeconds>5</MaxAgeSeconds></CORSRule></CORSConfiguration>",
        "<LifecycleConfiguration><Rule><ID>a</ID><Status>Enabled</Status><Filter><And><Prefix>x</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter><Expiration><Days>3</Days></Expiration></Rule></LifecycleConfiguration>",
        "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>3</Days></DefaultRetention></Rule></ObjectLockConfiguration>",
        "<Retention><Mode>COMPLIANCE</Mode><RetainUntilDate>2030-01-01T00:00:00Z</RetainUntilDate></Retention>",
        "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>",
    ];

    private static readonly HashSet<string> Codes =
        ["MalformedXML", "MissingRequestBodyError", "InvalidArgument", "InvalidRequest", "InvalidPartOrder", "InvalidPart", "InvalidTag", "BadRequest", "NotImplemented", "KeyTooLongError", "IllegalVersioningConfigurationException"];

    [Fact]
    public void No_document_makes_a_reader_throw() => Seeded.ForAll(
        random =>
        {
            var sample = random.Next(Samples.Length);
            var body = random.Damage(Encoding.UTF8.GetBytes(Samples[sample]));

            var error = ReadAs(sample, body);

            if (error is not null) Assert.Contains(error.Code, Codes);
        });

    [Fact]
    public void Whatever_text_is_written_is_read_back() => Seeded.ForAll(
        random =>
        {
            if (!ObjectKey.TryParse(random.AnyText(20), out var key)) return;
            var written = new ArrayBufferWriter<byte>();

            new XmlAnswer(written).Begin("Delete").Open("Object").Key("Key", key.Value).End();

            Assert.Equal(key, DeleteObjects.Read(written.WrittenMemory).Value.Objects[0].Key);
        });

    [Fact]
    public void What_XML_lets_a_writer_choose_changes_nothing_of_what_a_document_says() => Seeded.ForAll(
        random =>
        {
            List<ObjectToDelete> said = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new ObjectToDelete(KeyOf(random), random.Maybe() ? $"v{random.Next(9)}" : null, null, null))];
            var isQuiet = random.Maybe();

            var read = DeleteObjects.Read(Encoding.UTF8.GetBytes(WriteAnyhow(random, said, isQuiet))).Value;

            Assert.Equal(isQuiet, read.IsQuiet);
            Assert.Equal(said, read.Objects);
        });

    private static ObjectKey KeyOf(Random random) => ObjectKey.TryParse($"k{random.Text("ab<>&\"' é", 6).Trim()}k", out var key) ? key : throw new ArgumentOutOfRangeException(nameof(random));

    private static string WriteAnyhow(Random random, List<ObjectToDelete> said, bool isQuiet)
    {
        var prefix = random.OneOf("", "s3:");
        var space = random.OneOf("", $" xmlns{(prefix.Length > 0 ? ":s3" : "")}=\"{XmlBody.Namespace}\"");
        if (space.Length == 0) prefix = "";
        List<string> children = [.. said.Select(one => Element("Object", Element("Key", Escape(one.Key.Value)), one.VersionId is null ? "" : Element("VersionId", one.VersionId)))];
        if (isQuiet || random.Maybe()) children.Insert(random.Next(children.Count + 1), Element("Quiet", isQuiet ? "true" : "false"));
        if (random.Maybe()) children.Insert(random.Next(children.Count + 1), "<x:Other xmlns:x=\"http://other/\"><Key>z</Key></x:Other>");
        return $"{random.OneOf("", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "\uFEFF")}{random.OneOf("", "<!-- a -->", "<?a b?>")}<{prefix}Delete{space}>{string.Join(random.OneOf("", "\n  ", "<!-- b -->"), children)}</{prefix}Delete>{random.OneOf("", "\n")}";

        string Element(string name, params string[] inner) => $"<{prefix}{name}{random.OneOf("", " ", " a='1'")}>{string.Concat(inner)}</{prefix}{name}{random.OneOf("", "\n")}>";
        string Escape(string text) => random.Maybe(0.3)
            ? $"<![CDATA[{text}]]>"
            : string.Concat(text.EnumerateRunes().Select(rune => rune.Value is '<' or '&' or '>' || random.Maybe(0.2) ? random.OneOf($"&#{rune.Value};", $"&#x{rune.Value:x};") : rune.ToString()));
    }

    private static S3Error? ReadAs(int sample, byte[] body) => sample switch
    {
        0 => CompleteMultipartUpload.Read(body).Error,
        1 => DeleteObjects.Read(body).Error,
        2 => VersioningConfiguration.Read(body).Error,
        3 => Tagging.Read(body, TagSet.MaximumOfObject).Error,
        4 => CorsConfiguration.Read(body).Error,
        5 => LifecycleConfiguration.Read(body).Error,
        6 => ObjectLockConfiguration.Read(body).Error,
        7 => Retention.Read(body).Error,
        _ => PublicAccessBlock.Read(body).Error,
    };
}
