using System.Text.Json;

namespace Athanor.Training.Formats.Safetensors;

/// <summary>Reads the header's JSON token by token: a document in memory would take many times its size, and forgive names that come twice.</summary>
internal ref struct HeaderReader(ReadOnlySpan<byte> json)
{
    private const int MostDimensions = 16;
    private const int Depth = 3;
    private readonly Dictionary<string, TensorEntry> _tensors = [];
    private readonly Dictionary<string, string> _metadata = [];
    private Utf8JsonReader _reader = new(json, new JsonReaderOptions { MaxDepth = Depth });

    public SafetensorsHeader Read()
    {
        Expect(JsonTokenType.StartObject);
        var hasMetadata = false;
        while (NextName() is { } name)
        {
            if (name != "__metadata__") ReadTensor(name);
            else if (hasMetadata) throw new FormatException("it has metadata twice");
            else ReadMetadata();
            hasMetadata |= name == "__metadata__";
        }
        if (_reader.Read()) throw new FormatException("something follows its header");
        return new(_tensors, _metadata);
    }

    private void ReadMetadata()
    {
        Expect(JsonTokenType.StartObject);
        while (NextName() is { } name)
        {
            if (!_metadata.TryAdd(name, Text())) throw new FormatException($"its metadata has '{FormatsProblems.Shorten(name)}' twice");
        }
    }

    private void ReadTensor(string name)
    {
        Expect(JsonTokenType.StartObject);
        (ElementType? type, List<long>? sizes, List<long>? offsets) = (null, null, null);
        while (NextName() is { } field)
        {
            if (field == "dtype" && type is null) type = Type(name);
            else if (field == "shape" && sizes is null) sizes = Numbers(MostDimensions);
            else if (field == "data_offsets" && offsets is null) offsets = Numbers(2);
            else throw new FormatException($"'{FormatsProblems.Shorten(name)}' has a field '{FormatsProblems.Shorten(field)}' that it should not have, or twice");
        }
        if (type is null || sizes is null || offsets is not [var begin, var end]) throw new FormatException($"'{FormatsProblems.Shorten(name)}' lacks a type, a shape or its two offsets");
        if (!_tensors.TryAdd(name, new(name, type, sizes, begin, end))) throw new FormatException($"there are two tensors '{FormatsProblems.Shorten(name)}'");
    }

    private ElementType Type(string tensor)
    {
        var name = Text();
        return ElementType.Find(name) ?? throw new FormatException($"'{FormatsProblems.Shorten(tensor)}' is of an unknown type '{FormatsProblems.Shorten(name)}'");
    }

    private List<long> Numbers(int most)
    {
        Expect(JsonTokenType.StartArray);
        var numbers = new List<long>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out var number) || number < 0) throw new FormatException("a size or offset in it is not a whole number");
            if (numbers.Count == most) throw new FormatException($"a list of more than {most} numbers is in it");
            numbers.Add(number);
        }
        return numbers;
    }

    private string? NextName() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName ? _reader.GetString() : null;

    private string Text()
    {
        Expect(JsonTokenType.String);
        return _reader.GetString()!;
    }

    private void Expect(JsonTokenType type)
    {
        if (!_reader.Read() || _reader.TokenType != type) throw new FormatException($"its header has something else where {type} is expected");
    }
}
