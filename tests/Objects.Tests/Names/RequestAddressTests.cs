namespace Athanor.Objects.Names;

public sealed class RequestAddressTests
{
    private static readonly string[] Domains = ["s3.example.org", "localhost"];

    [Theory]
    [InlineData("/", "localhost:7071", null, null)]
    [InlineData("/plants", "localhost:7071", "plants", null)]
    [InlineData("/plants/", "localhost:7071", "plants", null)]
    [InlineData("/plants/a/b", "localhost:7071", "plants", "a/b")]
    [InlineData("/plants/a/b?versionId=1", "127.0.0.1:7071", "plants", "a/b")]
    [InlineData("/plants//a", "localhost", "plants", "/a")]
    [InlineData("/plants/a//b/", "localhost", "plants", "a//b/")]
    [InlineData("/plants/../b", "localhost", "plants", "../b")]
    [InlineData("/plants/%2e%2E/b", "localhost", "plants", "../b")]
    [InlineData("/plants/a%2Fb", "localhost", "plants", "a/b")]
    [InlineData("/plants/a+b%2Bc%20d", "localhost", "plants", "a+b+c d")]
    [InlineData("/plants/100%2525", "localhost", "plants", "100%25")]
    [InlineData("/plants/%F0%9F%8C%B1", "localhost", "plants", "🌱")]
    [InlineData("/a/b", "plants.s3.example.org", "plants", "a/b")]
    [InlineData("/", "plants.localhost:7071", "plants", null)]
    [InlineData("/?list-type=2", "Plants.S3.example.org", "plants", null)]
    [InlineData("//a", "my.plants.s3.example.org", "my.plants", "/a")]
    [InlineData("http://localhost:7071/plants/a", "localhost:7071", "plants", "a")]
    [InlineData("/plants/a", "[::1]:7071", "plants", "a")]
    public void The_bucket_and_the_key_are_read_from_what_the_client_sent(string target, string host, string? bucket, string? key)
    {
        var address = RequestAddress.Read(target, host, Domains).Value;

        Assert.Equal(bucket, address.Bucket?.Value);
        Assert.Equal(key, address.Key?.Value);
    }

    [Theory]
    [InlineData("/plants/%00", "InvalidArgument")]
    [InlineData("/plants/%zz", "InvalidURI")]
    [InlineData("/plants/%", "InvalidURI")]
    [InlineData("/plants/%C3", "InvalidURI")]
    [InlineData("/plants/%ED%A0%80", "InvalidURI")]
    [InlineData("/Pl/a", "InvalidBucketName")]
    [InlineData("/../a", "InvalidBucketName")]
    [InlineData("//a", "InvalidBucketName")]
    [InlineData("*", "InvalidURI")]
    [InlineData("", "InvalidURI")]
    public void What_names_nothing_is_refused(string target, string code) => Assert.Equal(code, RequestAddress.Read(target, "localhost", Domains).Error?.Code);

    [Fact]
    public void A_key_of_more_than_1024_bytes_is_too_long() =>
        Assert.Equal("KeyTooLongError", RequestAddress.Read("/plants/" + new string('a', 1025), "localhost", Domains).Error?.Code);

    [Fact]
    public void Whatever_a_key_is_it_comes_back_from_its_encoded_form() => Seeded.ForAll(
        random =>
        {
            if (!ObjectKey.TryParse(random.AnyText(20), out var key)) return;

            var address = RequestAddress.Read($"/plants/{PercentEncoding.Encode(key.Value, keepSlash: random.Maybe())}?x=%", "localhost", Domains).Value;

            Assert.Equal(key, address.Key);
        });

    [Fact]
    public void No_target_and_no_host_make_the_reader_throw() =>
        Seeded.ForAll(random => RequestAddress.Read(random.AnyText(30), random.AnyText(10) + random.OneOf("", ".localhost", ":1", "["), Domains).TryGet(out _, out _));

    [Theory]
    [InlineData("/plants/a%20b", "plants", "a b", null)]
    [InlineData("plants/a/b?versionId=v1", "plants", "a/b", "v1")]
    [InlineData("plants/why%3F?versionId=null", "plants", "why?", "null")]
    [InlineData("plants%2Fa%2fb", "plants", "a/b", null)]
    [InlineData("%2Fplants%2Fa", "plants", "a", null)]
    public void A_copy_source_names_a_bucket_a_key_and_perhaps_a_version(string header, string bucket, string key, string? version)
    {
        var source = CopySource.Read(header).Value;

        Assert.Equal((bucket, key, version), (source.Bucket.Value, source.Key.Value, source.VersionId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("plants")]
    [InlineData("plants/")]
    [InlineData("/A/b")]
    [InlineData("plants/%")]
    [InlineData("plants/a?versionId=")]
    public void A_copy_source_that_names_nothing_is_an_invalid_argument(string header) => Assert.Equal("InvalidArgument", CopySource.Read(header).Error?.Code);
}
