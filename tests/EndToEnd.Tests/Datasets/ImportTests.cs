using System.Diagnostics;
using System.Security.Cryptography;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Datasets;

public sealed class ImportTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private const string ImportRequest = "POST /api/v1/datasets/{dataset}/branches/{branch}/import";
    private const string ManifestRequest = "GET /api/v1/datasets/{dataset}/manifest";

    [Fact]
    public async Task What_is_imported_checks_out_with_the_same_digests()
    {
        using var home = new DataHome(server);
        for (var number = 0; number < 5000; number++) home.Write($"tree/class-{number % 7}/leaf {number}", $"leaf {number}");
        home.Write("tree/ünïcödé/\U0001F33F", "fern");
        home.Write($"tree/{new string('d', 120)}/{new string('f', 200)}", "deep");
        home.Write("tree/empty", "");
        await File.WriteAllBytesAsync(home.Folder.File("tree/large"), RandomNumberGenerator.GetBytes(40 << 20), TestContext.Current.CancellationToken);
        await home.RunAsync("create", "round-trip");

        await home.RunAsync("import", "tree", "round-trip/under/here", "-m", "all");
        await home.RunAsync("checkout", "round-trip@main/under/here", "out");

        Assert.Equal(await home.SumsAsync("tree"), await home.SumsAsync("out"));
        Assert.Equal(5004, (await home.AnswerAsync("du", "round-trip")).GetProperty("files").GetInt32());
    }

    [Fact]
    public async Task A_second_import_sends_nothing_and_lists_nothing()
    {
        using var home = new DataHome(server);
        for (var number = 0; number < 100; number++) home.Write($"tree/{number}", $"{number}");
        await home.RunAsync("create", "twice");
        await home.RunAsync("import", "tree", "twice", "-m", "first");
        var (imports, manifests) = (home.Requests(ImportRequest), home.Requests(ManifestRequest));

        Assert.Contains("already; nothing was sent", await home.RunAsync("import", "tree", "twice", "-m", "second"), StringComparison.Ordinal);

        Assert.Equal((imports, manifests), (home.Requests(ImportRequest), home.Requests(ManifestRequest)));
        Assert.Equal(1, (await home.AnswerAsync("log", "twice")).GetArrayLength());
    }

    [Fact]
    public async Task What_others_did_to_the_branch_is_found_and_brought_back()
    {
        using var home = new DataHome(server);
        home.Write("tree/a", "one");
        home.Write("tree/b", "two");
        home.Write("other/a", "ONE");
        home.Write("other/c", "three");
        await home.RunAsync("create", "shared");
        await home.RunAsync("import", "tree", "shared");
        await home.RunAsync("import", "other", "shared");

        var report = await home.AnswerAsync("import", "tree", "shared", "--delete", "-m", "mine");

        Assert.Equal((1, 1), (report.GetProperty("sentFiles").GetInt32(), report.GetProperty("removed").GetInt32()));
        await home.RunAsync("checkout", "shared", "out");
        Assert.Equal(await home.SumsAsync("tree"), await home.SumsAsync("out"));
    }

    [Fact]
    public async Task A_dataset_that_was_made_anew_under_the_name_gets_all_files()
    {
        using var home = new DataHome(server);
        home.Write("tree/a", "one");
        await home.RunAsync("create", "again");
        await home.RunAsync("import", "tree", "again");
        await home.RunAsync("rm", "again");
        await home.RunAsync("create", "again");

        Assert.Equal(1, (await home.AnswerAsync("import", "tree", "again")).GetProperty("sentFiles").GetInt32());
    }

    [Fact]
    public async Task A_file_that_is_removed_here_is_removed_there_when_asked()
    {
        using var home = new DataHome(server);
        home.Write("tree/a", "one");
        home.Write("tree/b/c", "two");
        await home.RunAsync("create", "removal");
        await home.RunAsync("import", "tree", "removal");
        Directory.Delete(home.Folder.File("tree/b"), recursive: true);

        Assert.Contains("--delete removes them", await home.RunAsync("import", "tree", "removal"), StringComparison.Ordinal);
        Assert.Equal(1, (await home.AnswerAsync("import", "tree", "removal", "--delete", "-m", "less")).GetProperty("removed").GetInt32());

        Assert.Equal(1, (await home.AnswerAsync("du", "removal")).GetProperty("files").GetInt32());
    }

    [Fact]
    public async Task Links_are_told_of_and_left_out_and_bad_names_stop_it_all()
    {
        using var home = new DataHome(server);
        home.Write("tree/a", "one");
        File.CreateSymbolicLink(home.Folder.File("tree/secret"), "/etc/passwd");
        await home.RunAsync("create", "odd-names");

        Assert.Contains("skipped: secret (symbolic link)", await home.RunAsync("import", "tree", "odd-names"), StringComparison.Ordinal);
        home.Write("tree/back\\slash", "x");
        home.Write("tree/new", "x");
        var refused = await home.CommandAsync("import", "tree", "odd-names");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("back\\slash (a backslash)", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("new", await home.RunAsync("ls", "odd-names"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_of_a_bucket_are_imported_once()
    {
        using var home = new DataHome(server);
        home.Write("tree/a/1", "one");
        home.Write("tree/a.b", "two");
        await File.WriteAllBytesAsync(home.Folder.File("tree/large"), RandomNumberGenerator.GetBytes(33 << 20), TestContext.Current.CancellationToken);
        await AthanorCommand.RunAsync(server, "objects", "mb", "s3://data-source");
        Assert.Equal(0, (await AthanorCommand.RunAsync(server, "objects", "cp", "-r", home.Folder.File("tree"), "s3://data-source/in")).ExitCode);
        await home.RunAsync("create", "from-bucket");

        Assert.Equal(3, (await home.AnswerAsync("import", "s3://data-source/in", "from-bucket", "-m", "bucket")).GetProperty("sentFiles").GetInt32());
        Assert.Equal(0, (await home.AnswerAsync("import", "s3://data-source/in", "from-bucket")).GetProperty("sentFiles").GetInt32());

        await home.RunAsync("checkout", "from-bucket", "out");
        Assert.Equal(await home.SumsAsync("tree"), await home.SumsAsync("out"));
    }

    [Fact]
    public async Task A_checkout_fetches_what_differs_and_nothing_else()
    {
        using var home = new DataHome(server);
        home.Write("tree/a", "one");
        home.Write("tree/b", "two");
        await home.RunAsync("create", "partly");
        await home.RunAsync("import", "tree", "partly", "-m", "first");
        await home.RunAsync("tag", "partly", "v1", "main");
        home.Write("tree/b", "TWO");
        await home.RunAsync("import", "tree", "partly", "-m", "second");
        await home.RunAsync("checkout", "partly", "out");

        var back = await home.AnswerAsync("checkout", "partly@v1", "out");

        Assert.Equal(1, back.GetProperty("report").GetProperty("fetchedFiles").GetInt32());
        Assert.Equal("two", await File.ReadAllTextAsync(home.Folder.File("out/b"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_log_that_is_written_to_all_the_time_does_not_stop_the_rest()
    {
        using var home = new DataHome(server);
        home.Write("tree/steady", "one");
        home.Write("tree/restless", new string('x', 60 << 20));
        await home.RunAsync("create", "restless");
        using var writer = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", "while :; do echo line >> restless; done"]) { WorkingDirectory = home.Folder.File("tree") })!;
        try
        {
            await Eventually.HoldsAsync(() => Task.FromResult(new FileInfo(home.Folder.File("tree/restless")).Length > 60 << 20), "the file is written to");
            var refused = await home.CommandAsync("import", "tree", "restless", "-m", "not all");

            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("restless", refused.Errors, StringComparison.Ordinal);
        }
        finally
        {
            writer.Kill(entireProcessTree: true);
            await writer.WaitForExitAsync(CancellationToken.None);
        }
        Assert.Contains("steady", await home.RunAsync("ls", "restless"), StringComparison.Ordinal);
        Assert.Equal(0, (await home.AnswerAsync("log", "restless")).GetArrayLength());
    }
}
