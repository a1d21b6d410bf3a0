using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>A file of a sample. Who only wants its bytes pays for nothing else: names and times are looked up when they are asked for.</summary>
public readonly struct SampleField
{
    private readonly ISampleSource _source;
    private readonly int _file;

    internal SampleField(ISampleSource source, int file, ReadOnlyMemory<byte> content) => (_source, _file, Content) = (source, file, content);

    public ReadOnlyMemory<byte> Content { get; }

    public SourceFile File => _source[_file];

    /// <summary>What the name of the file says after the first dot.</summary>
    public string Name => SampleKey.FieldOf(File.Path.Value);
}
