using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Athanor.Conformance;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Sources;

public sealed class FolderWalkTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_come_in_the_order_of_the_bytes_of_their_whole_paths()
    {
        using var folder = new TemporaryFolder();
        string[] paths = ["a-b", "a.txt", "a/z", "a/b/c", "a0", "ab", "é/x", "z/\U0001F600", "z/\uFFFD", "a b/c", "B", "ä"];
        foreach (var path in paths) Write(folder, path, path);

        var listing = await ListAsync(folder);

        Assert.Equal(paths.OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other))), listing.Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_tree_comes_in_order(int seed)
    {
        using var folder = new TemporaryFolder();
        var chance = new Random(seed);
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        for (var count = 0; count < 600; count++)
        {
            var path = "like-all-others-" + string.Concat(Enumerable.Range(0, chance.Next(1, 14)).Select(_ => "ab-.0/"[chance.Next(6)])).Trim('/') + "x";
            if (path.Contains("//", StringComparison.Ordinal) || path.Split('/').Any(part => part is "." or "..") || File.Exists(folder.File(path)) || Directory.Exists(folder.File(path))) continue;
            if (Parents(path).Any(parent => File.Exists(folder.File(parent)))) continue;
            Write(folder, path, "");
            paths.Add(path);
        }

        Assert.Equal(paths, (await ListAsync(folder)).Files.Select(file => file.Path));

        static IEnumerable<string> Parents(string path) => path.Select((letter, index) => (letter, index)).Where(place => place.letter == '/').Select(place => path[..place.index]);
    }

    [Fact]
    public async Task A_thousand_folders_are_listed_whole()
    {
        using var folder = new TemporaryFolder();
        var paths = Enumerable.Range(0, 1000).Select(number => $"{number % 7}/{number % 91}/{number}/file").ToList();
        foreach (var path in paths) Write(folder, path, "x");

        Assert.Equal(paths.Order(StringComparer.Ordinal), (await ListAsync(folder)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_stamp_is_what_the_file_system_says()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "f", "four");
        File.SetLastWriteTimeUtc(folder.File("f"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        var stamp = Assert.Single((await ListAsync(folder)).Files).Stamp;

        Assert.Equal((4, new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero)), (stamp.Size, stamp.ModifiedTime));
        Assert.NotEqual(0ul, stamp.Inode);
        Assert.True(stamp.ChangedAt > stamp.ModifiedAt);
    }

    [Fact]
    public async Task Links_are_named_and_never_followed_so_a_loop_ends()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "in/f", "x");
        Directory.CreateSymbolicLink(folder.File("in/loop"), folder.Path);
        File.CreateSymbolicLink(folder.File("secret"), "/etc/passwd");
        File.CreateSymbolicLink(folder.File("nowhere"), "/no/such/file");

        var listing = await ListAsync(folder);

        Assert.Equal(["in/f"], listing.Files.Select(file => file.Path));
        Assert.Equal(["in/loop (symbolic link)", "nowhere (symbolic link)", "secret (symbolic link)"], listing.Findings.Skipped.First);
    }

    [Fact]
    public async Task A_folder_that_is_named_over_a_link_is_read()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "real/f", "x");
        Directory.CreateSymbolicLink(folder.File("link"), folder.File("real"));

        Assert.Equal("f", Assert.Single((await new FolderSource(folder.File("link"), ListedFile.LongestPath).ListAsync(_cancellation)).Files).Path);
    }

    [Fact]
    public async Task Sockets_and_pipes_are_named()
    {
        using var folder = new TemporaryFolder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder.File("door")));
        await ShellAsync(folder, "mkfifo pipe");

        var listing = await ListAsync(folder);

        Assert.Empty(listing.Files);
        Assert.Equal(["door (socket)", "pipe (pipe)"], listing.Findings.Skipped.First);
    }

    [Fact]
    public async Task Names_that_no_dataset_holds_are_refused_readably()
    {
        using var folder = new TemporaryFolder();
        await ShellAsync(folder, """touch $'bad\xff' $'tab\there' 'back\slash'; touch good""");

        var listing = await ListAsync(folder);

        Assert.Equal(["back\\slash (a backslash)", "bad\\xff (not UTF-8)", "tab\\x09here (control characters)"], listing.Findings.Refused.First);
        await ShellAsync(folder, "rm *");
    }

    [Fact]
    public async Task A_path_longer_than_a_dataset_holds_is_refused_and_one_that_just_fits_is_taken()
    {
        using var folder = new TemporaryFolder();
        var deep = string.Join('/', Enumerable.Repeat(new string('d', 250), 4));
        await ShellAsync(folder, $"mkdir -p {deep} && cd {deep} && touch {new string('f', 20)} {new string('g', 21)}");

        var listing = await ListAsync(folder);

        Assert.Equal(1024, Assert.Single(listing.Files).Path.Length);
        Assert.Equal(1, listing.Findings.Refused.Count);
    }

    [Fact]
    public async Task Every_name_that_passes_is_a_path_for_the_server_too()
    {
        using var folder = new TemporaryFolder();
        for (var letter = 1; letter < 0x2100; letter++)
            if (letter is not '/' and not '.' && char.IsSurrogate((char)letter) is false) Write(folder, $"{(char)letter}x{letter}", "");

        var listing = await ListAsync(folder);

        Assert.All(listing.Files, file => Assert.True(Paths.EntryPath.TryParse(file.Path, out _), file.Path));
        Assert.True(listing.Files.Length > 8000);
    }

    [Fact]
    public async Task Names_that_differ_only_by_case_are_told()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in (string[])["Cat.jpg", "cat.jpg", "dog", "Ärger", "ärger", "sub/A", "sub/a", "SUB/b"]) Write(folder, path, "x");

        var listing = await ListAsync(folder);

        Assert.Equal(4, listing.Findings.Collisions.Count);
        Assert.Contains(listing.Findings.Collisions.First, text => text.Contains("Ärger", StringComparison.Ordinal) && text.Contains("ärger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_a_problem()
    {
        var failure = await Assert.ThrowsAsync<ProblemException>(() => new FolderSource("/no/such/folder", ListedFile.LongestPath).ListAsync(_cancellation));

        Assert.Equal("datasets/no-folder", failure.Problem.Code);
    }

    internal static void Write(TemporaryFolder folder, string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(path))!);
        File.WriteAllText(folder.File(path), content);
    }

    private Task<Listing> ListAsync(TemporaryFolder folder) => new FolderSource(folder.Path, ListedFile.LongestPath).ListAsync(_cancellation);

    // The framework can neither write names that are not UTF-8 nor remove them.
    private static async Task ShellAsync(TemporaryFolder folder, string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/bash", ["-euc", script]) { WorkingDirectory = folder.Path })!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
    }
}
