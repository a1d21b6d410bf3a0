using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>A mapping of the file. It knows which of its keys were asked for, so that one nobody knows is an error and not a surprise.</summary>
internal sealed class Section
{
    private readonly YamlMappingNode _node;
    private readonly List<string> _known = [];

    private Section(YamlMappingNode node) => _node = node;

    public Mark Place => _node.Start;

    public static Section Of(YamlNode node) => node is YamlMappingNode mapping ? new(mapping) : throw DeclarationYaml.Fault(node.Start, "keys with values are expected here");

    public IReadOnlyList<Section> Sections(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(Of)],
        YamlScalarNode { Value: null or "" } => [],
        var other => throw DeclarationYaml.Fault(other.Start, $"`{key}` is a list"),
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

    public Scalar Required(string key) => Scalar(key) is { Text.Length: > 0 } scalar ? scalar : throw DeclarationYaml.Fault(Place, $"`{key}` is missing");

    /// <summary>Called once all keys were asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (_known.Contains(name, StringComparer.Ordinal)) continue;
            throw DeclarationYaml.Fault(key.Start, $"there is no key `{Shortened(name)}` here; {Nearest(name)}");
        }
    }

    private YamlNode? Find(string key)
    {
        _known.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    private string Nearest(string name) => Words.Nearest(Shortened(name), _known) is { } near
        ? $"did you mean `{near}`?"
        : $"the keys are {string.Join(", ", _known.Select(key => $"`{key}`"))}";

    private static Scalar ToScalar(YamlNode node, string expectation) => node is YamlScalarNode scalar ? new(scalar.Value ?? "", scalar.Start) : throw DeclarationYaml.Fault(node.Start, expectation);

    private static string Shortened(string name) => name.Length > 40 ? name[..40] : name;
}
