using System.Text.Json;
using Athanor.Datasets.Loading.Sources;
using Athanor.Datasets.Model;
using Athanor.Datasets.Paths;
using Athanor.Objects.Client;

namespace Athanor.App.Verbs.Data;

/// <summary>
/// The files of a commit, from the S3 door. They are asked for one after the other when they are packed, so the next few are on
/// their way already. One thread at a time reads.
/// </summary>
internal sealed class RemoteSamples(RemoteBuckets buckets, string dataset, string commit, IReadOnlyList<SourceFile> files) : ISampleSource
{
    private const int AtOnce = 16;
    private const int LargestAhead = 1 << 20;
    private const int MostAttempts = 3;

    private readonly Dictionary<int, Task<byte[]>> _ahead = [];
    private int _next;

    public int Count => files.Count;

    public SourceFile this[int file] => files[file];

    /// <summary>Each path is looked at: whoever may write to a dataset chooses them.</summary>
    public static async Task<RemoteSamples> OpenAsync(ApiClient api, RemoteBuckets buckets, DatasetPlace place, string commit, CancellationToken cancellation)
    {
        var files = new List<SourceFile>();
        await using var manifest = await api.OpenAsync($"{place.Path}/manifest?ref={commit}", cancellation);
        await foreach (var file in JsonSerializer.DeserializeAsyncEnumerable<DatasetFile>(manifest, topLevelValues: true, JsonSerializerOptions.Web, cancellation))
            files.Add(new(EntryPath.Parse(file!.Path), file.Size, file.ModifiedAt, file.Digest.ToArray()));
        return new(buckets, place.Dataset, commit, files);
    }

    public async ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        FetchAhead(file, cancellation);
        if (_ahead.Remove(file, out var whole)) (await whole).AsMemory((int)offset, buffer.Length).CopyTo(buffer);
        else await FetchAsync(file, offset, buffer, cancellation);
    }

    // Files of one sample may lie apart, so what is on its way may be needed a little later than the next.
    private void FetchAhead(int file, CancellationToken cancellation)
    {
        _next = Math.Max(_next, file);
        for (; _next < files.Count && _ahead.Count < AtOnce; _next++)
            if (files[_next].Size is > 0 and <= LargestAhead) _ahead[_next] = FetchWholeAsync(_next, cancellation);
    }

    private async Task<byte[]> FetchWholeAsync(int file, CancellationToken cancellation)
    {
        var content = new byte[files[file].Size];
        await FetchAsync(file, 0, content, cancellation);
        return content;
    }

    private async Task FetchAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await buckets.ReadAsync(dataset, $"{commit}/{files[file].Path}", offset, buffer, cancellation);
                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or HttpIOException && attempt < MostAttempts)
            {
                // The connection was cut within the body.
            }
        }
    }
}
