using System.Net;
using Athanor.Conformance;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Shards;
using Athanor.Datasets.Loading.Sources;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading;

public sealed class RemoteShardsTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedServer _server;

    public RemoteShardsTests() => _server = new(_folder.File("shards"));

    [Fact]
    public async Task Samples_come_over_http_as_they_are()
    {
        var files = await PackAsync();
        using var remote = await OpenAsync();

        var (near, far) = (SampleSet.Of(files, 3, Shuffle.Default), SampleSet.Of(remote, 3, Shuffle.Default));

        Assert.Equal(await Readers.ReadAsync(near, new() { Until = 200 }), await Readers.ReadAsync(far, new() { Until = 200 }));
        Assert.InRange(_server.MostAtOnce, 1, 4);
    }

    [Fact]
    public async Task What_fails_for_a_moment_is_tried_again_after_a_growing_while()
    {
        await PackAsync();
        var clock = new ManualClock();
        using var remote = await OpenAsync(clock);
        _server.Failures = 2;

        var read = remote.ReadAsync(0, 0, new byte[remote.SizeOf(0)], Cancellation).AsTask();
        await _server.UntilAsked(1);
        clock.Advance(TimeSpan.FromMilliseconds(199));
        Assert.Equal(1, _server.Asked);
        await AdvanceUntilAskedAsync(clock, TimeSpan.FromMilliseconds(1), 2);
        await AdvanceUntilAskedAsync(clock, TimeSpan.FromMilliseconds(400), 3);
        await read;
    }

    [Fact]
    public async Task What_stays_broken_or_is_refused_is_told()
    {
        await PackAsync();
        var clock = new ManualClock();
        using var remote = await OpenAsync(clock);

        _server.Failures = int.MaxValue;
        var read = remote.ReadAsync(0, 0, new byte[remote.SizeOf(0)], Cancellation).AsTask();
        for (var asked = 2; asked <= 5; asked++) await AdvanceUntilAskedAsync(clock, TimeSpan.FromSeconds(4), asked);
        Assert.Equal("datasets/unreachable", (await Assert.ThrowsAsync<ProblemException>(() => read)).Problem.Code);

        _server.Failure = HttpStatusCode.Forbidden;
        var refusal = await Assert.ThrowsAsync<ProblemException>(async () => await remote.ReadAsync(0, 0, new byte[remote.SizeOf(0)], Cancellation));
        Assert.Equal(("datasets/unreachable", 6), (refusal.Problem.Code, _server.Asked));
    }

    [Fact]
    public async Task A_server_without_ranges_and_altered_bytes_are_refused()
    {
        await PackAsync();
        using var remote = await OpenAsync();
        _server.KnowsRanges = false;
        Assert.Contains("ranges", (await Assert.ThrowsAsync<ProblemException>(() => ReadFirstAsync(remote))).Problem.Detail);

        _server.KnowsRanges = true;
        _server.Change = content => content[0] ^= 1;
        Assert.Equal("datasets/damaged", (await Assert.ThrowsAsync<ProblemException>(() => ReadFirstAsync(remote))).Problem.Code);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    private static async Task ReadFirstAsync(RemoteShards remote) => await remote.ReadAsync(0, 0, new byte[remote.SizeOf(0)], Cancellation);

    // The pause begins a moment after the answer: time that passes before it does not count.
    private async Task AdvanceUntilAskedAsync(ManualClock clock, TimeSpan step, int times)
    {
        while (_server.Asked < times)
        {
            clock.Advance(step);
            await Task.Yield();
        }
    }

    private async Task<FilesInMemory> PackAsync()
    {
        var files = FilesInMemory.Numbered(100);
        await ShardPacking.PackAsync(files, _folder.File("shards"), new() { MaximumSamples = 40 }, Cancellation);
        return files;
    }

    private async Task<RemoteShards> OpenAsync(TimeProvider? clock = null)
    {
        var remote = await RemoteShards.OpenAsync(_server.Client, new("http://shards.test/plants/"), clock ?? TimeProvider.System, 4, Cancellation);
        _server.Asked = 0;
        return remote;
    }
}
