using System.Runtime.InteropServices;

namespace Athanor.Training.Formats.Onnx;

/// <summary>A graph while it is built: each node answers the name of its output, which later nodes take.</summary>
internal sealed class OnnxGraph
{
    private readonly ProtoWriter _graph = new();
    private int _nodes;
    private int _constants;

    public ReadOnlySpan<byte> Written => _graph.Written;

    public string Add(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes) => AddAs($"{operation}_{_nodes}", operation, inputs, attributes);

    /// <summary>With a name for its output, such as one of the graph's outputs.</summary>
    public string AddAs(string output, string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        _graph.Message(OnnxFields.Graph.Node, node =>
        {
            foreach (var input in inputs) node.Text(OnnxFields.Node.Input, input);
            node.Text(OnnxFields.Node.Output, output);
            node.Text(OnnxFields.Node.Name, $"node_{_nodes}");
            node.Text(OnnxFields.Node.Operator, operation);
            foreach (var attribute in attributes) node.Message(OnnxFields.Node.Attribute, attribute.Write);
        });
        _nodes++;
        return output;
    }

    public string Weight(string name, IReadOnlyList<int> sizes, ReadOnlySpan<float> values) => Initializer(name, sizes, OnnxFields.TypeFloat, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A list of whole numbers, such as the sizes to reshape to.</summary>
    public string Integers(params ReadOnlySpan<long> values) => Initializer($"constant_{_constants++}", [values.Length], OnnxFields.TypeInt64, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Sizes follow that of the batch, which is open.</summary>
    public void Input(string name, params IReadOnlyList<int> sizes) => Port(OnnxFields.Graph.Input, name, sizes);

    public void Output(string name, params IReadOnlyList<int> sizes) => Port(OnnxFields.Graph.Output, name, sizes);

    public void Name(string name) => _graph.Text(OnnxFields.Graph.Name, name);

    private string Initializer(string name, IReadOnlyList<int> sizes, int type, byte[] raw)
    {
        _graph.Message(OnnxFields.Graph.Initializer, tensor =>
        {
            foreach (var size in sizes) tensor.Integer(OnnxFields.Tensor.Sizes, size);
            tensor.Integer(OnnxFields.Tensor.Type, type);
            tensor.Text(OnnxFields.Tensor.Name, name);
            tensor.Bytes(OnnxFields.Tensor.Raw, raw);
        });
        return name;
    }

    private void Port(int field, string name, IReadOnlyList<int> sizes) => _graph.Message(field, port =>
    {
        port.Text(OnnxFields.Port.Name, name);
        port.Message(OnnxFields.Port.Type, type => type.Message(OnnxFields.Port.TensorType, tensor =>
        {
            tensor.Integer(OnnxFields.Port.Element, OnnxFields.TypeFloat);
            tensor.Message(OnnxFields.Port.Shape, shape =>
            {
                shape.Message(OnnxFields.Port.Size, size => size.Text(OnnxFields.Port.SizeName, "batch"));
                foreach (var value in sizes) shape.Message(OnnxFields.Port.Size, size => size.Integer(OnnxFields.Port.SizeValue, value));
            });
        }));
    });
}
