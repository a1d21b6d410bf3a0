namespace Athanor.Datasets.Loading.Sources;

/// <summary>Which files of a source make up which sample. Samples are numbered in the order of their first files; it takes eight bytes per file.</summary>
internal sealed class SampleIndex
{
    private readonly int[] _files;
    private readonly int[] _starts;

    private SampleIndex(int[] files, int[] starts) => (_files, _starts) = (files, starts);

    public int Count => _starts.Length - 1;

    public ReadOnlySpan<int> FilesOf(long sample) => _files.AsSpan(_starts[sample].._starts[sample + 1]);

    public static SampleIndex Of(ISampleSource source)
    {
        var samples = new int[source.Count];
        var open = new Stack<(string Key, int Sample)>();
        var count = 0;
        for (var file = 0; file < source.Count; file++) samples[file] = SampleOf(source[file].Path.Value, open, ref count);
        return Gather(samples, count);
    }

    // Files of one sample need not be neighbours: between a/1.cls and a/1.jpg may come a whole folder a/1.d. But all that comes
    // between begins with the key, so a sample whose key no longer begins the path is complete.
    private static int SampleOf(string path, Stack<(string Key, int Sample)> open, ref int count)
    {
        while (open.TryPeek(out var last) && !path.StartsWith(last.Key, StringComparison.Ordinal)) open.Pop();
        var key = SampleKey.Of(path);
        if (open.TryPeek(out var top) && key.SequenceEqual(top.Key)) return top.Sample;
        open.Push((key.ToString(), count));
        return count++;
    }

    // Counting sort: files of the same sample move together and stay in order.
    private static SampleIndex Gather(int[] samples, int count)
    {
        var starts = new int[count + 1];
        foreach (var sample in samples) starts[sample + 1]++;
        for (var sample = 0; sample < count; sample++) starts[sample + 1] += starts[sample];

        var (files, next) = (new int[samples.Length], starts[..^1]);
        for (var file = 0; file < samples.Length; file++) files[next[samples[file]]++] = file;
        return new(files, starts);
    }
}
