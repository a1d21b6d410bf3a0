using System.Buffers;
using System.Globalization;
using System.Text;
using Athanor.Objects.Model;

namespace Athanor.Objects.Wire.Documents;

public sealed class DocumentTests
{
    [Fact]
    public void A_completion_lists_its_parts()
    {
        var upload = CompleteMultipartUpload.Read(Xml("<CompleteMultipartUpload><Part><ETag>\"a\"</ETag><PartNumber>1</PartNumber></Part><Part><PartNumber>10000</PartNumber><ETag>b</ETag><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part></CompleteMultipartUpload>")).Value;

        Assert.Equal([(1, "a"), (10000, "b")], upload.Parts.Select(part => (part.Number, part.ETag)));
        Assert.Equal("AAAAAA==", upload.Parts[1].Checksum?.ToString());
    }

    [Theory]
    [InlineData("<Part><ETag>a</ETag><PartNumber>2</PartNumber></Part><Part><ETag>a</ETag><PartNumber>1</PartNumber></Part>", "InvalidPartOrder")]
    [InlineData("<Part><ETag>a</ETag><PartNumber>2</PartNumber></Part><Part><ETag>a</ETag><PartNumber>2</PartNumber></Part>", "InvalidPartOrder")]
    [InlineData("<Part><ETag>a</ETag><PartNumber>0</PartNumber></Part>", "InvalidArgument")]
    [InlineData("<Part><ETag>a</ETag><PartNumber>10001</PartNumber></Part>", "InvalidArgument")]
    [InlineData("<Part><ETag>a</ETag><PartNumber>-1</PartNumber></Part>", "InvalidArgument")]
    [InlineData("<Part><PartNumber>1</PartNumber></Part>", "MalformedXML")]
    [InlineData("<Part><ETag>a</ETag><PartNumber>1</PartNumber><ChecksumSHA1>AAAA</ChecksumSHA1></Part>", "InvalidPart")]
    [InlineData("", "MalformedXML")]
    public void A_completion_with_parts_that_cannot_be_is_refused(string parts, string code) =>
        Assert.Equal(code, CompleteMultipartUpload.Read(Xml($"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>")).Error?.Code);

    // "The request can contain a list of up to 1,000 keys that you want to delete."
    [Theory]
    [InlineData(0, "MalformedXML")]
    [InlineData(1000, null)]
    [InlineData(1001, "MalformedXML")]
    public void Up_to_a_thousand_objects_are_deleted_at_once(int count, string? code)
    {
        var objects = string.Concat(Enumerable.Range(0, count).Select(number => $"<Object><Key>k{number}</Key></Object>"));

        Assert.Equal(code, DeleteObjects.Read(Xml($"<Delete>{objects}</Delete>")).Error?.Code);
    }

    [Fact]
    public void A_condition_of_a_delete_that_nobody_would_ask_is_refused() =>
        Assert.Equal("NotImplemented", DeleteObjects.Read(Xml("<Delete><Object><Key>k</Key><LastModifiedTime>Fri, 20 Nov 2026 22:28:28 GMT</LastModifiedTime></Object></Delete>")).Error?.Code);

    [Theory]
    [InlineData("<Status>Enabled</Status>", null)]
    [InlineData("<Status>Suspended</Status>", null)]
    [InlineData("<Status>Off</Status>", "MalformedXML")]
    [InlineData("", "IllegalVersioningConfigurationException")]
    [InlineData("<Status>Enabled</Status><MfaDelete>Enabled</MfaDelete>", "NotImplemented")]
    public void Versioning_is_enabled_or_suspended(string content, string? code) =>
        Assert.Equal(code, VersioningConfiguration.Read(Xml($"<VersioningConfiguration>{content}</VersioningConfiguration>")).Error?.Code);

    [Fact]
    public void Every_configuration_is_read_back_as_it_was_written()
    {
        var tags = TagSet.Create([new("a", "1"), new("b <&>", "")], 50).Error;
        Assert.Equal("InvalidTag", tags?.Code);

        AssertReadBack(new VersioningConfiguration(true), document => document.Write, VersioningConfiguration.Read);
        AssertReadBack(new ObjectLockConfiguration(RetentionMode.Compliance, null, 3), document => document.Write, ObjectLockConfiguration.Read);
        AssertReadBack(new ObjectLockConfiguration(null, null, null), document => document.Write, ObjectLockConfiguration.Read);
        AssertReadBack(new Retention(RetentionMode.Governance, At("2031-02-03T04:05:06Z")), document => document.Write, Retention.Read);
        AssertReadBack(new LegalHold(true), document => document.Write, LegalHold.Read);
        AssertReadBack(new PublicAccessBlock(true, false, true, false), document => document.Write, PublicAccessBlock.Read);
        AssertReadBack(new OwnershipControls("BucketOwnerEnforced"), document => document.Write, OwnershipControls.Read);
        Assert.Null(ServerSideEncryption.FindError(Written(ServerSideEncryption.Write)));
    }

    [Theory]
    [InlineData("<Rule><ID>a</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>7</Days></Expiration></Rule>")]
    [InlineData("<Rule><Prefix>logs/</Prefix><Status>Disabled</Status><Expiration><Date>2030-01-01T00:00:00.000Z</Date></Expiration></Rule>")]
    [InlineData("<Rule><Filter/><Status>Enabled</Status><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>5</NewerNoncurrentVersions></NoncurrentVersionExpiration><AbortIncompleteMultipartUpload><DaysAfterInitiation>2</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>")]
    [InlineData("<Rule><Filter><And><Prefix>a</Prefix><Tag><Key>k</Key><Value>v</Value></Tag><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan></And></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration></Rule>")]
    [InlineData("<Rule><Filter><Prefix>a</Prefix></Filter><Status>Enabled</Status><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule>")]
    public void A_lifecycle_is_read_back_as_it_was_written(string rule)
    {
        var lifecycle = LifecycleConfiguration.Read(Xml($"<LifecycleConfiguration>{rule}</LifecycleConfiguration>")).Value;

        var again = LifecycleConfiguration.Read(Written(lifecycle.Write)).Value;

        Assert.Equivalent(lifecycle, again, strict: true);
    }

    [Theory]
    [InlineData("<Filter/><Status>Enabled</Status>", "InvalidRequest")]
    [InlineData("<Status>Enabled</Status><Expiration><Days>1</Days></Expiration>", "MalformedXML")]
    [InlineData("<Filter/><Status>On</Status><Expiration><Days>1</Days></Expiration>", "MalformedXML")]
    [InlineData("<Filter/><Status>Enabled</Status><Expiration><Days>0</Days></Expiration>", "InvalidArgument")]
    [InlineData("<Filter/><Status>Enabled</Status><Expiration><Date>2030-01-01T01:00:00Z</Date></Expiration>", "InvalidArgument")]
    [InlineData("<Filter/><Status>Enabled</Status><Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition>", "NotImplemented")]
    [InlineData("<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>", "InvalidRequest")]
    [InlineData("<Filter><ObjectSizeLessThan>9</ObjectSizeLessThan></Filter><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>", "InvalidRequest")]
    [InlineData("<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter><Status>Enabled</Status><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>", "InvalidRequest")]
    [InlineData("<Filter/><Status>Enabled</Status><Expiration><Days>1</Days><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>", "MalformedXML")]
    public void A_lifecycle_rule_that_cannot_be_is_refused(string rule, string code) =>
        Assert.Equal(code, LifecycleConfiguration.Read(Xml($"<LifecycleConfiguration><Rule>{rule}</Rule></LifecycleConfiguration>")).Error?.Code);

    [Theory]
    [InlineData("logs/a", "v", 6, true)]
    [InlineData("logs/a", "v", 5, false)]
    [InlineData("logs/a", "w", 6, false)]
    [InlineData("other", "v", 6, false)]
    public void A_filter_matches_what_meets_all_of_it(string key, string value, long size, bool matches) =>
        Assert.Equal(matches, new LifecycleFilter("logs/", [new("k", "v")], 5, null).Matches(key, [new("k", value)], size));

    [Theory]
    [InlineData("https://app.example.org", "GET", "x-a,Content-Type", "https://app.example.org")]
    [InlineData("https://example.org", "GET", "", null)]
    [InlineData("https://app.example.org", "PUT", "", null)]
    [InlineData("https://app.example.org", "GET", "authorization", null)]
    [InlineData("https://evil.org/.example.org", "DELETE", "", null)]
    public void A_cors_rule_lets_in_what_it_names(string origin, string method, string headers, string? allowed)
    {
        var cors = CorsConfiguration.Read(Xml("<CORSConfiguration><CORSRule><AllowedOrigin>https://*.example.org</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedHeader>x-*</AllowedHeader><AllowedHeader>content-type</AllowedHeader></CORSRule></CORSConfiguration>")).Value;
        var asked = headers.Split(',', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(allowed, cors.Find(origin, method, asked)?.AllowedOriginFor(origin, method, asked));
        Assert.Equivalent(cors, CorsConfiguration.Read(Written(cors.Write)).Value, strict: true);
    }

    [Theory]
    [InlineData("<AllowedOrigin>*.*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>", "InvalidRequest")]
    [InlineData("<AllowedOrigin>*</AllowedOrigin><AllowedMethod>PATCH</AllowedMethod>", "InvalidRequest")]
    [InlineData("<AllowedOrigin>*</AllowedOrigin>", "MalformedXML")]
    [InlineData("<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><MaxAgeSeconds>soon</MaxAgeSeconds>", "MalformedXML")]
    public void A_cors_rule_that_cannot_be_is_refused(string rule, string code) =>
        Assert.Equal(code, CorsConfiguration.Read(Xml($"<CORSConfiguration><CORSRule>{rule}</CORSRule></CORSConfiguration>")).Error?.Code);

    [Theory]
    [InlineData("<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>", "NotImplemented")]
    [InlineData("<ServerSideEncryptionConfiguration/>", "MalformedXML")]
    public void Encryption_is_by_the_servers_keys(string xml, string code) => Assert.Equal(code, ServerSideEncryption.FindError(Xml(xml))?.Code);

    [Fact]
    public void A_bucket_is_made_with_or_without_a_place()
    {
        Assert.Null(CreateBucketConfiguration.Read(ReadOnlyMemory<byte>.Empty).Value.LocationConstraint);
        Assert.Equal("eu-west-1", CreateBucketConfiguration.Read(Xml("<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>")).Value.LocationConstraint);
    }

    private static void AssertReadBack<T>(T document, Func<T, Action<IBufferWriter<byte>>> write, Func<ReadOnlyMemory<byte>, Reading<T>> read)
        where T : notnull =>
        Assert.Equal(document, read(Written(write(document))).Value);

    private static ReadOnlyMemory<byte> Written(Action<IBufferWriter<byte>> write)
    {
        var written = new ArrayBufferWriter<byte>();
        write(written);
        return written.WrittenMemory;
    }

    private static byte[] Xml(string text) => Encoding.UTF8.GetBytes(text);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
