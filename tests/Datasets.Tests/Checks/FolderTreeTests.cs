using System.Diagnostics;
using System.Security.Cryptography;
using Athanor.Conformance;
using Athanor.Datasets.Checks;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Tests.Checks;

public sealed class FolderTreeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_are_listed_in_the_order_of_their_paths_with_their_digests()
    {
        Write("b.txt", "b");
        Write("a/z.txt", "z");
        Write("a.txt", "a");
        var entries = await new FolderTree(_folder.Path).ListAsync(default).ToListAsync();
        Assert.Equal(["a.txt", "a/z.txt", "b.txt"], entries.Select(entry => entry.Path));
        Assert.Equal(SHA256.HashData("z"u8), entries[1].Digest.ToArray());
    }

    [Fact]
    public async Task A_file_that_changes_gets_another_digest()
    {
        var tree = new FolderTree(_folder.Path);
        Write("a.txt", "one");
        var before = await tree.FindAsync("a.txt", default);
        Write("a.txt", "three");
        Assert.NotEqual(before!.DigestText, (await tree.FindAsync("a.txt", default))!.DigestText);
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../secret.txt")]
    [InlineData("link/passwd")]
    [InlineData("")]
    public async Task Nothing_outside_of_the_folder_is_found(string path)
    {
        Directory.CreateSymbolicLink(_folder.File("link"), "/etc");
        Assert.Null(await new FolderTree(_folder.Path).FindAsync(path, default));
    }

    [Fact]
    public async Task A_pipe_is_passed_over_and_nobody_waits_for_its_other_end()
    {
        Write("a.txt", "a");
        using (var make = Process.Start("mkfifo", [_folder.File("pipe")])) await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        var tree = new FolderTree(_folder.Path);

        Assert.Equal("a.txt", Assert.Single(await tree.ListAsync(default).ToListAsync()).Path);
        Assert.Null(await tree.FindAsync("pipe", default));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem() => Assert.Throws<ProblemException>(() => new FolderTree(_folder.File("none")));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(path))!);
        File.WriteAllText(_folder.File(path), text);
    }
}
