using System.Text.Json;
using Athanor.Compute.Tensors;
using Athanor.Foundation.Problems;
using Athanor.Training.Formats.Safetensors;

namespace Athanor.Training.Formats.Hub;

/// <summary>The tensors of a folder, from one file or from several that an index names.</summary>
internal sealed class WeightFiles : IDisposable
{
    public const string FileName = "model.safetensors";
    public const string IndexName = "model.safetensors.index.json";
    private const int MostFiles = 1024;

    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, (SafetensorsFile File, TensorEntry Entry)> _tensors = [];

    private WeightFiles()
    {
    }

    public IReadOnlyCollection<string> Names => _tensors.Keys;

    public static WeightFiles Open(string folder)
    {
        var weights = new WeightFiles();
        try
        {
            weights.OpenAll(folder);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public IReadOnlyList<long>? SizesOf(string name) => _tensors.TryGetValue(name, out var tensor) ? tensor.Entry.Sizes : null;

    public void Read(string name, Tensor values) => _tensors[name].File.Read(_tensors[name].Entry, values);

    private void OpenAll(string folder)
    {
        if (Path.Combine(folder, FileName) is var single && File.Exists(single))
        {
            var file = Open(single, FileName);
            foreach (var (name, entry) in file.Header.Tensors) _tensors.Add(name, (file, entry));
            return;
        }
        var index = Path.Combine(folder, IndexName);
        if (!File.Exists(index)) throw new ProblemException(FormatsProblems.NoWeights(folder));
        OpenShards(folder, index);
    }

    private void OpenShards(string folder, string index)
    {
        using var json = ConfigurationFile.Parse(index);
        if (!json.RootElement.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object) throw Refusal(index, "it has no 'weight_map'");
        var files = new Dictionary<string, SafetensorsFile>();
        foreach (var tensor in map.EnumerateObject())
        {
            var name = NameOf(tensor.Value, index);
            if (!files.TryGetValue(name, out var file))
            {
                if (files.Count == MostFiles) throw Refusal(index, $"it names more than {MostFiles} files");
                files[name] = file = Open(Path.Combine(folder, name), name);
            }
            if (!file.Header.Tensors.TryGetValue(tensor.Name, out var entry)) throw Refusal(index, $"there is no '{FormatsProblems.Shorten(tensor.Name)}' in {name}");
            if (!_tensors.TryAdd(tensor.Name, (file, entry))) throw Refusal(index, $"it names '{FormatsProblems.Shorten(tensor.Name)}' twice");
        }
    }

    private SafetensorsFile Open(string path, string name)
    {
        if (!File.Exists(path)) throw new ProblemException(FormatsProblems.NoWeights($"'{FormatsProblems.Shorten(name)}'"));
        var file = SafetensorsFile.Open(path);
        _files.Add(file);
        return file;
    }

    // A name from elsewhere must not lead out of the folder.
    private static string NameOf(JsonElement value, string index)
    {
        var name = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return name.EndsWith(".safetensors", StringComparison.Ordinal) && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0 ? name : throw Refusal(index, $"'{FormatsProblems.Shorten(name)}' is not the name of a file beside it");
    }

    private static ProblemException Refusal(string path, string reason) => new(FormatsProblems.BadIndex(path, reason));

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }
}
