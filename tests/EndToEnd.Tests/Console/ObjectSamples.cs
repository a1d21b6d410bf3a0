using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Athanor.EndToEnd.Console;

/// <summary>Buckets that people have worked with, made by an S3 client.</summary>
internal static class ObjectSamples
{
    public const string Bucket = "leaves";

    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNkYPhfz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";

    private const string Policy =
        """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"AdaReads","Effect":"Allow","Principal":{"AWS":"ada"},"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::leaves","arn:aws:s3:::leaves/oak/*"]},
          {"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::leaves/*","Condition":{"NotIpAddress":{"aws:SourceIp":["127.0.0.0/8","10.0.0.0/8"]}}}]}
        """;

    public static AmazonS3Client ClientOf(AthanorServer server) => new(
        new BasicAWSCredentials(server.Admin.KeyId, server.Admin.Secret),
        new AmazonS3Config { ServiceURL = server.S3Address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", UseHttp = true });

    public static async Task FillAsync(AthanorServer server)
    {
        using var s3 = ClientOf(server);
        foreach (var name in new[] { Bucket, "an-empty-bucket-with-a-rather-long-name-that-has-to-fit", "glaciers-2026" }) await s3.PutBucketAsync(name);
        await s3.PutBucketVersioningAsync(new() { BucketName = Bucket, VersioningConfig = new() { Status = VersionStatus.Enabled } });
        await s3.PutBucketPolicyAsync(new() { BucketName = Bucket, Policy = Policy });
        await PutAsync(s3, "measures.csv", "text/csv", "tree,height,\"note, if any\"\noak,21.5,\"says \"\"tall\"\"\"\nelm,18,<b>not bold</b>\n");
        await PutAsync(s3, "model.json", "application/json", """{"layers":[{"width":512},{"width":10}],"name":"Блатт 葉"}""");
        await PutAsync(s3, "oak/1.png", "image/png", Pixel, isBase64: true);
        await PutAsync(s3, "oak/deep/er/<script>alert(1)</script>.html", "text/html", "<script>document.body.textContent = 'taken over'</script>");
        await PutAsync(s3, "a-name-without-any-space-that-goes-on-and-on-and-still-has-to-fit-on-a-telephone-whatever-it-takes.bin", "application/octet-stream", "\u0001\u0002");
        foreach (var text in new[] { "first", "second", "third" }) await PutAsync(s3, "notes.txt", "text/plain", $"The {text} version.\n");
        await s3.DeleteObjectAsync(Bucket, "model.json.bak");
    }

    public static Task PutAsync(AmazonS3Client s3, string key, string type, string content, bool isBase64 = false) => s3.PutObjectAsync(new()
    {
        BucketName = Bucket,
        Key = key,
        ContentType = type,
        InputStream = new MemoryStream(isBase64 ? Convert.FromBase64String(content) : System.Text.Encoding.UTF8.GetBytes(content)),
        Metadata = { ["species"] = "oak" },
        TagSet = [new Tag { Key = "season", Value = "autumn" }],
    });
}
