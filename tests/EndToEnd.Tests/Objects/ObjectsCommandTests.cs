using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

/// <summary><c>athanor objects …</c> against a server, with the real binary on both sides.</summary>
public sealed class ObjectsCommandTests(ObjectsCommandTests.Server fixture) : IClassFixture<ObjectsCommandTests.Server>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AthanorServer Target => fixture.Athanor;

    [Fact]
    public async Task Files_go_up_in_one_piece_or_in_parts_and_come_back_the_same()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("mb", "s3://cli-leaves");
        foreach (var size in new[] { 0, 10, 40_000_000 })
        {
            var content = RandomNumberGenerator.GetBytes(size);
            await File.WriteAllBytesAsync(folder.File("up"), content, Cancellation);
            await RunAsync("cp", folder.File("up"), "s3://cli-leaves/deep/file");
            await RunAsync("cp", "s3://cli-leaves/deep/file", "s3://cli-leaves/copy");
            await RunAsync("cp", "s3://cli-leaves/copy", folder.File("down/"));
            Assert.Equal(content, await File.ReadAllBytesAsync(folder.File("down/copy"), Cancellation));
        }

        Assert.Contains("deep/", await RunAsync("ls", "s3://cli-leaves"), StringComparison.Ordinal);
        Assert.Contains("40000000", await RunAsync("ls", "s3://cli-leaves", "--recursive"), StringComparison.Ordinal);
        Assert.Contains("x-amz-checksum-crc64nvme", await RunAsync("stat", "s3://cli-leaves/deep/file"), StringComparison.Ordinal);
        await RunAsync("mv", folder.File("up"), "s3://cli-leaves/moved");
        Assert.False(File.Exists(folder.File("up")));
        await RunAsync("rm", "s3://cli-leaves/moved");
        await RunAsync("rb", "s3://cli-leaves", "--force");
        Assert.DoesNotContain("cli-leaves", await RunAsync("ls"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_kept_in_step_in_both_directions_and_between_buckets()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("mb", "s3://cli-sync");
        await RunAsync("mb", "s3://cli-mirror");
        Directory.CreateDirectory(folder.File("tree/ab"));
        string[] names = ["a b.txt", "ab/ü+&%20.txt", "ab/日本", "z"];
        foreach (var name in names) await File.WriteAllTextAsync(folder.File($"tree/{name}"), name, Cancellation);

        Assert.Contains("4 would be copied", await RunAsync("sync", folder.File("tree"), "s3://cli-sync/x", "--dry-run"), StringComparison.Ordinal);
        Assert.Contains("4 copied", await RunAsync("sync", folder.File("tree"), "s3://cli-sync/x"), StringComparison.Ordinal);
        Assert.Contains("0 copied", await RunAsync("sync", folder.File("tree"), "s3://cli-sync/x"), StringComparison.Ordinal);
        Assert.Contains("4 copied", await RunAsync("sync", "s3://cli-sync/x", "s3://cli-mirror"), StringComparison.Ordinal);
        Assert.Contains("4 copied", await RunAsync("sync", "s3://cli-mirror", folder.File("back")), StringComparison.Ordinal);
        Assert.Contains("0 copied", await RunAsync("sync", "s3://cli-mirror", folder.File("back")), StringComparison.Ordinal);
        foreach (var name in names) Assert.Equal(name, await File.ReadAllTextAsync(folder.File($"back/{name}"), Cancellation));
        File.Delete(folder.File("tree/z"));
        await RunAsync("sync", folder.File("tree"), "s3://cli-sync/x", "--delete");
        Assert.DoesNotContain("/z", await RunAsync("ls", "s3://cli-sync/x/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_folder_is_refused_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("mb", "s3://cli-hostile");
        await File.WriteAllTextAsync(folder.File("payload"), "x", Cancellation);
        foreach (var key in new[] { "t/../../outside", "t//absolute", "t/ok" }) await RunAsync("cp", folder.File("payload"), $"s3://cli-hostile/{key}");

        var refused = await CommandAsync("cp", "s3://cli-hostile/t", folder.File("in/side"), "--recursive");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("lead out of the folder", refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("in")));
        Assert.False(File.Exists(folder.File("outside")));
    }

    [Fact]
    public async Task A_download_goes_on_where_it_was_and_not_with_the_bytes_of_another_object()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("mb", "s3://cli-resume");
        var content = RandomNumberGenerator.GetBytes(30_000_000);
        await File.WriteAllBytesAsync(folder.File("up"), content, Cancellation);
        await RunAsync("cp", folder.File("up"), "s3://cli-resume/file");
        var etag = JsonDocument.Parse(await RunAsync("stat", "s3://cli-resume/file", "--json")).RootElement.GetProperty("eTag").GetString()!;
        var part = folder.File($"down.{etag.Replace("-", "", StringComparison.Ordinal)}.part");
        await File.WriteAllBytesAsync(part, content[..10_000_000], Cancellation);

        await RunAsync("cp", "s3://cli-resume/file", folder.File("down"));
        Assert.Equal(content, await File.ReadAllBytesAsync(folder.File("down"), Cancellation));
        Assert.False(File.Exists(part));

        await File.WriteAllBytesAsync(part, new byte[10_000_000], Cancellation);
        var refused = await CommandAsync("cp", "s3://cli-resume/file", folder.File("down"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("not what was stored", refused.Errors, StringComparison.Ordinal);
        await RunAsync("cp", "s3://cli-resume/file", folder.File("down"));
        Assert.Equal(content, await File.ReadAllBytesAsync(folder.File("down"), Cancellation));
    }

    [Fact]
    public async Task An_upload_goes_on_with_the_parts_that_arrived()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("mb", "s3://cli-upload");
        var content = RandomNumberGenerator.GetBytes(50_000_000);
        await File.WriteAllBytesAsync(folder.File("up"), content, Cancellation);
        await File.WriteAllBytesAsync(folder.File("first"), content[..(16 << 20)], Cancellation);
        await new StockClient(Target).RunAsync(
            "aws",
            """
            aws() { /usr/bin/aws --endpoint-url "$ENDPOINT" "$@"; }
            id=$(aws s3api create-multipart-upload --bucket cli-upload --key file --checksum-algorithm CRC64NVME --query UploadId --output text 2>/dev/null || aws s3api create-multipart-upload --bucket cli-upload --key file --query UploadId --output text)
            aws s3api upload-part --bucket cli-upload --key file --upload-id "$id" --part-number 2 --body first > /dev/null
            """,
            folder.Path);

        await RunAsync("cp", folder.File("up"), "s3://cli-upload/file");
        await RunAsync("cp", "s3://cli-upload/file", folder.File("down"));

        Assert.Equal(content, await File.ReadAllBytesAsync(folder.File("down"), Cancellation));
        Assert.Contains("\"uploads\": 0", await RunAsync("du", "cli-upload", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_refuses_with_a_code_that_clients_do_not_repeat_and_usage_is_shown()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("mb", "s3://cli-quota");
        await File.WriteAllBytesAsync(folder.File("big"), new byte[3_000_000], Cancellation);
        await RunAsync("quota", "set", "bucket/cli-quota", "--bytes", "4MiB");
        await RunAsync("cp", folder.File("big"), "s3://cli-quota/one");

        var refused = await CommandAsync("cp", folder.File("big"), "s3://cli-quota/two");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("exceed the quota of 4194304 bytes of the bucket 'cli-quota'", refused.Errors, StringComparison.Ordinal);
        var used = JsonDocument.Parse(await RunAsync("du", "cli-quota", "--json")).RootElement.GetProperty("buckets")[0];
        Assert.Equal((1, 3_000_000, 4 << 20), (used.GetProperty("objects").GetInt32(), used.GetProperty("bytes").GetInt32(), used.GetProperty("quota").GetProperty("maximumBytes").GetInt32()));
        Assert.Contains("on disk", await RunAsync("du"), StringComparison.Ordinal);
        await RunAsync("quota", "clear", "bucket/cli-quota");
        await RunAsync("cp", folder.File("big"), "s3://cli-quota/two");
        Assert.Contains("bucket.quota-set", (await AthanorCommand.RunAsync(Target, "audit", "search", "--verb", "bucket.quota-set")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presigned_address_works_without_a_key_and_cat_writes_the_bytes()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("mb", "s3://cli-presign");
        await File.WriteAllTextAsync(folder.File("f"), "hello oak", Cancellation);
        await RunAsync("cp", folder.File("f"), "s3://cli-presign/a b/ü");
        using var stranger = new HttpClient();

        Assert.Equal("hello oak", await stranger.GetStringAsync((await RunAsync("presign", "s3://cli-presign/a b/ü", "--expires", "60")).Trim(), Cancellation));
        Assert.Equal("hello oak", await RunAsync("cat", "s3://cli-presign/a b/ü"));
        Assert.Equal(1, (await CommandAsync("cat", "s3://cli-presign/missing")).ExitCode);
        Assert.Equal(1, (await CommandAsync("presign", "s3://cli-presign/x", "--expires", "604801")).ExitCode);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var done = await CommandAsync(arguments);
        Assert.True(done.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', arguments)} ended with {done.ExitCode}:\n{done.Output}\n{done.Errors}"));
        return done.Output;
    }

    private Task<AthanorCommand> CommandAsync(params string[] arguments) => AthanorCommand.RunAsync(Target, ["objects", .. arguments]);

    public sealed class Server : IAsyncLifetime
    {
        public AthanorServer Athanor { get; } = new();

        public ValueTask InitializeAsync() => Athanor.InitializeAsync();

        public ValueTask DisposeAsync() => Athanor.DisposeAsync();
    }
}
