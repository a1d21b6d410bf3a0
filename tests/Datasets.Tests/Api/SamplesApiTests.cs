using System.Net;
using System.Text;
using Athanor.Datasets.Loading;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Tars;

namespace Athanor.Datasets.Api;

public sealed class SamplesApiTests
{
    private const string Path = "/datasets/plants/samples";
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_is_a_tar_of_the_epoch_in_its_order()
    {
        var files = FilesInMemory.Numbered(100);
        await using var server = await SamplesServer.StartAsync(files);

        using var answer = await server.Client.GetAsync($"{Path}?seed=5&epoch=2", Cancellation);

        var order = new SampleOrder(100, 5, Shuffle.Default);
        Assert.Equal(("application/x-tar", "100"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.GetValues(SamplesApi.EpochHeader).Single()));
        Assert.Equal(
            Enumerable.Range(0, 100).SelectMany(index => new[] { $"{order.At(2, index):000000}.cls=x", $"{order.At(2, index):000000}.txt={order.At(2, index)}" }),
            Files(await answer.Content.ReadAsByteArrayAsync(Cancellation)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task All_ranks_together_stream_each_sample_once(int worldSize)
    {
        await using var server = await SamplesServer.StartAsync(FilesInMemory.Numbered(50));

        var all = new List<string>();
        for (var rank = 0; rank < worldSize; rank++) all.AddRange(Files(await server.Client.GetByteArrayAsync($"{Path}?worldSize={worldSize}&rank={rank}&seed=1", Cancellation)));

        Assert.Equal(100, all.Count);
        Assert.Equal(100, all.Distinct().Count());
    }

    [Fact]
    public async Task A_stream_goes_on_from_an_index_and_over_epochs()
    {
        await using var server = await SamplesServer.StartAsync(FilesInMemory.Numbered(20));

        var whole = Files(await server.Client.GetByteArrayAsync($"{Path}?epochs=3", Cancellation));
        var rest = Files(await server.Client.GetByteArrayAsync($"{Path}?epoch=1&from=7&epochs=2", Cancellation));
        var plain = Files(await server.Client.GetByteArrayAsync($"{Path}?shuffle=false", Cancellation));

        Assert.Equal(120, whole.Count);
        Assert.Equal(whole.Skip(2 * 27), rest);
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"{number:000000}.txt={number}"), plain.Where(file => file.Contains("txt", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("rank=1", "datasets/bad-share")]
    [InlineData("worldSize=0", "datasets/bad-share")]
    [InlineData("worldSize=2147483647&rank=1", "datasets/bad-share")]
    [InlineData("worldSize=21", "datasets/too-many-readers")]
    [InlineData("epoch=-1", "datasets/bad-position")]
    [InlineData("epoch=9223372036854775807", "datasets/bad-position")]
    [InlineData("epochs=0", "datasets/bad-position")]
    [InlineData("from=21", "datasets/bad-position")]
    [InlineData("block=0", "datasets/bad-shuffle")]
    [InlineData("block=2147483647&window=-1", "datasets/bad-shuffle")]
    [InlineData("remainder=keep", "datasets/bad-remainder")]
    public async Task A_question_that_makes_no_sense_is_refused(string query, string code)
    {
        await using var server = await SamplesServer.StartAsync(FilesInMemory.Numbered(20));

        using var answer = await server.Client.GetAsync($"{Path}?{query}", Cancellation);

        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict);
        Assert.Equal(code, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_stream_that_nobody_takes_holds_only_so_much()
    {
        var files = new FilesInMemory(Enumerable.Range(0, 2000).Select(number => ($"{number:0000}.bin", new string('x', 100_000))));
        await using var server = await SamplesServer.StartAsync(files);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?epochs=1000");
        using var answer = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancellation);
        for (var last = -1; last != files.Reads; await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancellation)) last = files.Reads;

        Assert.InRange(files.Reads, 1, 1500);
    }

    [Fact]
    public async Task A_source_that_breaks_off_leaves_a_tar_without_its_end()
    {
        var files = FilesInMemory.Numbered(3000);
        files.Before = file => file > 5000 ? throw new IOException("gone") : Task.CompletedTask;
        await using var server = await SamplesServer.StartAsync(files);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.Client.GetByteArrayAsync($"{Path}?shuffle=false", Cancellation));
    }

    private static List<string> Files(byte[] tar) => [.. CollectedFiles.Scan(tar).Files.Select(file => $"{file.Member.Path}={Encoding.UTF8.GetString(file.Content)}")];
}
