using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Wire;

public sealed class HeaderTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-05-04T12:00:00.5Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("bytes=0-9", 100, 0, 9)]
    [InlineData("bytes=90-200", 100, 90, 99)]
    [InlineData("bytes=90-", 100, 90, 99)]
    [InlineData("bytes=-10", 100, 90, 99)]
    [InlineData("bytes=-1000", 100, 0, 99)]
    [InlineData("bytes=0-99999999999999999999999", 100, 0, 99)]
    public void A_range_is_the_part_that_there_is(string header, long size, long first, long last)
    {
        Assert.Equal(RangeOutcome.Part, ByteRange.Resolve(header, size, out var range));
        Assert.Equal(new ByteRange(first, last), range);
    }

    [Theory]
    [InlineData("bytes=100-", 100)]
    [InlineData("bytes=100-200", 100)]
    [InlineData("bytes=-0", 100)]
    [InlineData("bytes=0-", 0)]
    [InlineData("bytes=-5", 0)]
    public void A_range_beyond_the_end_cannot_be_satisfied(string header, long size) => Assert.Equal(RangeOutcome.Unsatisfiable, ByteRange.Resolve(header, size, out _));

    // "Amazon S3 doesn't support retrieving multiple ranges of data per GET request."
    [Theory]
    [InlineData(null)]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("bytes=9-5")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=-")]
    [InlineData("bytes=")]
    [InlineData("bytes= 1 - 2 ")]
    [InlineData("items=0-1")]
    public void What_is_no_single_range_is_ignored(string? header) => Assert.Equal(RangeOutcome.Whole, ByteRange.Resolve(header, 100, out _));

    [Theory]
    [InlineData("bytes=0-99", null)]
    [InlineData("bytes=0-100", "InvalidArgument")]
    [InlineData("bytes=0-", "InvalidArgument")]
    [InlineData("bytes=-5", "InvalidArgument")]
    [InlineData("bytes=5-4", "InvalidArgument")]
    [InlineData("0-99", "InvalidArgument")]
    public void A_range_to_copy_lies_within_its_source(string header, string? code) => Assert.Equal(code, ByteRange.ReadForCopy(header, 100).Error?.Code);

    [Theory]
    [InlineData("if-match", "\"abc\"", PreconditionOutcome.Proceed)]
    [InlineData("if-match", "abc", PreconditionOutcome.Proceed)]
    [InlineData("if-match", "*", PreconditionOutcome.Proceed)]
    [InlineData("if-match", "\"x\", \"abc\"", PreconditionOutcome.Proceed)]
    [InlineData("if-match", "\"x\"", PreconditionOutcome.Failed)]
    [InlineData("if-none-match", "\"abc\"", PreconditionOutcome.NotModified)]
    [InlineData("if-none-match", "W/\"abc\"", PreconditionOutcome.NotModified)]
    [InlineData("if-none-match", "\"x\"", PreconditionOutcome.Proceed)]
    [InlineData("if-modified-since", "Mon, 04 May 2026 12:00:00 GMT", PreconditionOutcome.NotModified)]
    [InlineData("if-modified-since", "Mon, 04 May 2026 11:59:59 GMT", PreconditionOutcome.Proceed)]
    [InlineData("if-unmodified-since", "Mon, 04 May 2026 12:00:00 GMT", PreconditionOutcome.Proceed)]
    [InlineData("if-unmodified-since", "Mon, 04 May 2026 11:59:59 GMT", PreconditionOutcome.Failed)]
    [InlineData("if-modified-since", "whenever", PreconditionOutcome.Proceed)]
    internal void A_read_is_conditional(string header, string value, PreconditionOutcome outcome) =>
        Assert.Equal(outcome, Preconditions.Read(new HeaderDictionary { [header] = value }).EvaluateRead("abc", Noon));

    // "If-Match condition evaluates to true, and; If-Unmodified-Since condition evaluates to false; then, S3 returns 200 OK"
    [Fact]
    public void A_tag_that_matches_counts_for_more_than_a_date_that_does_not() => Assert.Equal(
        PreconditionOutcome.Proceed,
        Preconditions.Read(new HeaderDictionary { ["if-match"] = "abc", ["if-unmodified-since"] = "Mon, 04 May 2020 12:00:00 GMT" }).EvaluateRead("abc", Noon));

    // "If-None-Match condition evaluates to false, and; If-Modified-Since condition evaluates to true; then, S3 returns 304 Not Modified"
    [Fact]
    public void A_tag_that_is_known_counts_for_more_than_a_date_that_is_not()
    {
        var headers = new HeaderDictionary { ["x-amz-copy-source-if-none-match"] = "abc", ["x-amz-copy-source-if-modified-since"] = "Mon, 04 May 2020 12:00:00 GMT" };

        Assert.Equal(PreconditionOutcome.NotModified, Preconditions.ReadForCopySource(headers).EvaluateRead("abc", Noon));
        Assert.Equal(PreconditionOutcome.Failed, Preconditions.ReadForCopySource(headers).EvaluateCopySource("abc", Noon));
        Assert.True(Preconditions.Read(headers).IsEmpty);
    }

    [Theory]
    [InlineData("a=1&b=2", null, 2)]
    [InlineData("a=1+2%2B3&leer", null, 2)]
    [InlineData("", null, 0)]
    [InlineData("a=1&a=2", "InvalidTag", 0)]
    [InlineData("=1", "InvalidTag", 0)]
    [InlineData("aws:a=1", "InvalidTag", 0)]
    [InlineData("a=%3C", "InvalidTag", 0)]
    [InlineData("a=%zz", "InvalidArgument", 0)]
    [InlineData("a&b&c&d&e&f&g&h&i&j&k", "BadRequest", 0)]
    public void Tags_are_sent_as_a_query(string header, string? code, int count)
    {
        var tags = TagSet.ReadHeader(header);

        Assert.Equal(code, tags.Error?.Code);
        if (code is null) Assert.Equal(count, tags.Value.Tags.Count);
    }

    [Fact]
    public void Names_and_values_of_tags_have_a_greatest_length()
    {
        Assert.Null(TagSet.Create([new(new string('a', 128), new string('b', 256))], 10).Error);
        Assert.Equal("InvalidTag", TagSet.Create([new(new string('a', 129), "")], 10).Error?.Code);
        Assert.Equal("InvalidTag", TagSet.Create([new("a", new string('b', 257))], 10).Error?.Code);
        Assert.Null(TagSet.Create([new("पौधा", "日本語 ñ")], 10).Error);
    }

    // "the user-defined metadata is limited to 2 KB"
    [Fact]
    public void Metadata_is_at_most_two_kilobytes()
    {
        var headers = new HeaderDictionary { ["X-Amz-Meta-Note"] = new string('a', 2044), ["content-type"] = "image/png" };

        Assert.Equal(["note"], UserMetadata.Read(headers).Value.Keys);
        headers["x-amz-meta-b"] = "";
        Assert.Equal("MetadataTooLarge", UserMetadata.Read(headers).Error?.Code);
    }

    [Fact]
    public void Metadata_that_a_header_cannot_carry_is_answered_encoded()
    {
        Assert.Equal("plain", UserMetadata.ToHeader("plain"));
        Assert.Equal("=?UTF-8?B?w7w=?=", UserMetadata.ToHeader("ü"));
        Assert.Equal("InvalidArgument", UserMetadata.Read(new HeaderDictionary { ["x-amz-meta-a"] = "\ta\nb" }).Error?.Code);
        Assert.Equal("InvalidArgument", UserMetadata.Read(new HeaderDictionary { ["x-amz-meta-"] = "a" }).Error?.Code);
    }

    [Theory]
    [InlineData("private", null, false)]
    [InlineData("bucket-owner-full-control", null, false)]
    [InlineData("public-read", null, true)]
    [InlineData("public-read-write", null, true)]
    [InlineData("authenticated-read", null, true)]
    [InlineData("aws-exec-read", "NotImplemented", false)]
    [InlineData("log-delivery-write", "NotImplemented", false)]
    [InlineData("everybody", "InvalidArgument", false)]
    public void A_canned_acl_is_a_list_of_grants(string name, string? code, bool isPublic)
    {
        var acl = CannedAcl.Read(name);

        Assert.Equal(code, acl.Error?.Code);
        if (code is null) Assert.Equal(isPublic, acl.Value.IsPublic);
    }

    [Fact]
    public void Every_error_has_the_status_that_clients_expect()
    {
        Assert.All(S3Errors.All.Values, error => Assert.InRange(error.Status, 400, 503));
        Assert.Equal(404, S3Errors.All["NoSuchKey"].Status);
        Assert.Equal(501, S3Errors.All["NotImplemented"].Status);
        Assert.Equal(412, S3Errors.All["PreconditionFailed"].Status);
    }
}
