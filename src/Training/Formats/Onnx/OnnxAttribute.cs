namespace Athanor.Training.Formats.Onnx;

/// <summary>What a node is told beside its inputs.</summary>
internal sealed class OnnxAttribute
{
    private readonly string _name;
    private readonly Action<ProtoWriter> _write;

    private OnnxAttribute(string name, Action<ProtoWriter> write) => (_name, _write) = (name, write);

    public static OnnxAttribute Of(string name, long value) => new(name, attribute =>
    {
        attribute.Integer(OnnxFields.Attribute.Integer, value);
        attribute.Integer(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeInteger);
    });

    public static OnnxAttribute Of(string name, float value) => new(name, attribute =>
    {
        attribute.Float(OnnxFields.Attribute.Float, value);
        attribute.Integer(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeFloat);
    });

    public static OnnxAttribute Of(string name, params IReadOnlyList<long> values) => new(name, attribute =>
    {
        foreach (var value in values) attribute.Integer(OnnxFields.Attribute.Integers, value);
        attribute.Integer(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeIntegers);
    });

    public void Write(ProtoWriter attribute)
    {
        attribute.Text(OnnxFields.Attribute.Name, _name);
        _write(attribute);
    }
}
