using YamlDotNet.RepresentationModel;

namespace Athanor.Foundation.Documents;

/// <summary>A mapping of a document. It knows which of its keys were asked for, so that one nobody knows is an error and not a surprise.</summary>
public sealed class Section
{
    private readonly YamlMappingNode _node;
    private readonly string _path;
    private readonly List<string> _known = [];

    private Section(YamlMappingNode node, string path) => (_node, _path) = (node, path);

    public static Section Of(YamlNode node, string path) => node is YamlMappingNode mapping ? new(mapping, path) : throw new DocumentException(node.Start.Line, path, "keys with values are expected here");

    public DocumentException Fault(string fault) => new(_node.Start.Line, _path, fault);

    public bool Has(string key) => Find(key) is not (null or YamlScalarNode { Value: null or "" });

    public bool IsSection(string key) => Find(key) is YamlMappingNode;

    public bool IsListOfSections(string key) => Find(key) is YamlSequenceNode { Children: [YamlMappingNode, ..] };

    public Section? SectionOf(string key) => Find(key) switch
    {
        null or YamlScalarNode { Value: null or "" } => null,
        var node => Of(node, PathOf(key)),
    };

    public IReadOnlyList<Section> Sections(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select((child, index) => Of(child, $"{PathOf(key)}[{index}]"))],
        YamlScalarNode { Value: null or "" } => [],
        var other => throw new DocumentException(other.Start.Line, _path, $"`{key}` is a list"),
    };

    /// <summary>A list of texts, or one text in place of a list of one.</summary>
    public IReadOnlyList<Scalar> Scalars(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(child => ToScalar(child, $"`{key}` is a list of texts"))],
        var node => [ToScalar(node, $"`{key}` is a text or a list of texts")],
    };

    public Scalar? Scalar(string key) => Find(key) switch
    {
        null => null,
        var node => ToScalar(node, $"`{key}` is a single value"),
    };

    public Scalar Required(string key) => Scalar(key) is { Text.Length: > 0 } scalar ? scalar : throw Fault($"`{key}` is missing");

    /// <summary>All keys with their values, where the keys are names of the writer's own; a value is a text, or a section.</summary>
    public IReadOnlyList<(string Name, Scalar? Text, Section? Section)> Entries()
    {
        var entries = new List<(string, Scalar?, Section?)>();
        foreach (var (key, value) in _node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? throw new DocumentException(key.Start.Line, _path, "a key is a text");
            _known.Add(name);
            entries.Add(value is YamlMappingNode ? (name, null, Of(value, PathOf(name))) : (name, ToScalar(value, $"`{Shortened(name)}` is a single value"), null));
        }
        return entries;
    }

    /// <summary>Called once all keys were asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (_known.Contains(name, StringComparer.Ordinal)) continue;
            throw new DocumentException(key.Start.Line, _path, $"there is no key `{Shortened(name)}` here; {Nearest(name)}");
        }
    }

    private YamlNode? Find(string key)
    {
        _known.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    private string PathOf(string key) => _path.Length == 0 ? Shortened(key) : $"{_path}.{Shortened(key)}";

    private string Nearest(string name) => Words.Nearest(Shortened(name), _known) is { } near
        ? $"did you mean `{near}`?"
        : $"the keys are {string.Join(", ", _known.Distinct().Select(key => $"`{key}`"))}";

    private Scalar ToScalar(YamlNode node, string expectation) => node is YamlScalarNode scalar ? new(scalar.Value ?? "", node.Start.Line, _path) : throw new DocumentException(node.Start.Line, _path, expectation);

    private static string Shortened(string name) => name.Length > 40 ? name[..40] : name;
}
