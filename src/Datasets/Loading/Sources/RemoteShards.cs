using System.Net;
using System.Net.Http.Headers;
using Athanor.Datasets.Loading.Shards;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Sources;

/// <summary>
/// Shards behind HTTP: a file is a range of its shard. Every file is held to its digest when it first comes. A read that fails is tried
/// again after a while that doubles; what the server refuses for good is not.
/// </summary>
public sealed class RemoteShards : ISampleSource, IDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _client;
    private readonly Uri _folder;
    private readonly TimeProvider _clock;
    private readonly ShardIndex _index;
    private readonly CheckedFiles _checked;
    private readonly SemaphoreSlim _slots;

    private RemoteShards(HttpClient client, Uri folder, TimeProvider clock, ShardIndex index, int parallelism)
    {
        (_client, _folder, _clock, _index) = (client, folder, clock, index);
        _checked = new(index.Count);
        _slots = new(parallelism);
    }

    public int Count => _index.Count;

    public SourceFile this[int file] => _index[file].File;

    public long SizeOf(int file) => _index.SizeOf(file);

    public FilePlace PlaceOf(int file) => _index.PlaceOf(file);

    /// <summary>The folder's address ends with a slash. Who may read there is for the client to say, in its headers.</summary>
    public static async Task<RemoteShards> OpenAsync(HttpClient client, Uri folder, TimeProvider clock, int parallelism, CancellationToken cancellation)
    {
        var index = await RetryAsync(clock, "The index of the shards", async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(folder, IndexFormat.FileName));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            answer.EnsureSuccessStatusCode();
            if (answer.Content.Headers.ContentLength > ShardIndex.MaximumBytes) throw new ProblemException(LoadingProblems.BadIndex("it is too long"));
            await answer.Content.LoadIntoBufferAsync(ShardIndex.MaximumBytes, cancellation);
            return await answer.Content.ReadAsByteArrayAsync(cancellation);
        }, cancellation);
        return new(client, folder, clock, ShardIndex.Read(index), parallelism);
    }

    public ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation) =>
        ReadAsync(file, offset, buffer, () => _checked.Check(file, this[file], offset, buffer.Span), cancellation);

    public ValueTask ReadRunAsync(ReadOnlyMemory<int> files, Memory<byte> buffer, CancellationToken cancellation) =>
        ReadAsync(files.Span[0], 0, buffer, () => _checked.CheckRun(this, files.Span, buffer.Span), cancellation);

    public void Dispose() => _slots.Dispose();

    private async ValueTask ReadAsync(int first, long offset, Memory<byte> buffer, Action check, CancellationToken cancellation)
    {
        var packed = _index[first];
        await _slots.WaitAsync(cancellation);
        try
        {
            await RetryAsync(_clock, $"'{packed.File.Path}'", async () =>
            {
                await FetchAsync(packed, packed.Offset + offset, buffer, cancellation);
                check();
                return true;
            }, cancellation);
        }
        finally
        {
            _slots.Release();
        }
    }

    // A server that knows no ranges would answer with the whole shard: that is refused, not read.
    private async Task FetchAsync(PackedFile packed, long start, Memory<byte> buffer, CancellationToken cancellation)
    {
        if (buffer.IsEmpty) return;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_folder, Uri.EscapeDataString(_index.Shards[packed.Shard].Name)));
        request.Headers.Range = new RangeHeaderValue(start, start + buffer.Length - 1);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        answer.EnsureSuccessStatusCode();
        if (answer.StatusCode != HttpStatusCode.PartialContent || answer.Content.Headers.ContentRange?.From != start)
            throw new ProblemException(LoadingProblems.Unreachable($"'{packed.File.Path}'", "the server does not answer ranges"));
        await using var content = await answer.Content.ReadAsStreamAsync(cancellation);
        await content.ReadExactlyAsync(buffer, cancellation);
    }

    private static async Task<T> RetryAsync<T>(TimeProvider clock, string what, Func<Task<T>> act, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await act();
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException && !cancellation.IsCancellationRequested)
            {
                if (attempt == Attempts || IsFinal(failure)) throw new ProblemException(LoadingProblems.Unreachable(what, failure.Message), failure);
                await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), clock, cancellation);
            }
        }
    }

    private static bool IsFinal(Exception failure) =>
        failure is HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests) };
}
