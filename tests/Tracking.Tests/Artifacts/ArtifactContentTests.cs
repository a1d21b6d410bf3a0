using System.Security.Cryptography;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Artifacts;

public sealed class ArtifactContentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_never_ends_ends_at_the_limit()
    {
        await using var content = new ArtifactContent(new EndlessStream(), limit: 1 << 20, _ => Task.CompletedTask);

        await Assert.ThrowsAsync<ProblemException>(() => content.CopyToAsync(Stream.Null, Cancellation));

        Assert.InRange(content.Count, 1 << 20, (1 << 20) + (1 << 17));
    }

    [Fact]
    public async Task Room_is_asked_for_again_and_again_where_no_length_was_said()
    {
        var asked = new List<long>();
        await using var content = new ArtifactContent(new EndlessStream(), limit: 1 << 30, count =>
        {
            asked.Add(count);
            return asked.Count < 3 ? Task.CompletedTask : Task.FromException(new ProblemException(TrackingProblems.FileTooLarge(0)));
        });

        await Assert.ThrowsAsync<ProblemException>(() => content.CopyToAsync(Stream.Null, Cancellation));

        Assert.Equal(3, asked.Count);
        Assert.True(content.Count < 256 << 20);
    }

    [Fact]
    public async Task The_digests_are_those_of_what_passed()
    {
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(index => (byte)(index * 7))];
        await using var content = new ArtifactContent(new MemoryStream(bytes), limit: bytes.Length, _ => Task.CompletedTask);

        await content.CopyToAsync(Stream.Null, Cancellation);

        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), (content.Count, Convert.ToHexStringLower(content.TakeSha256())));
    }
}
