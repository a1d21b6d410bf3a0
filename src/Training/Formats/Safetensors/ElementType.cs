using System.Collections.Frozen;

namespace Athanor.Training.Formats.Safetensors;

/// <summary>What the elements of a tensor are, by the name that the header gives them, and how many bytes one takes.</summary>
public sealed record ElementType
{
    public static readonly ElementType F32 = new("F32", 4);
    public static readonly ElementType F16 = new("F16", 2);
    public static readonly ElementType BF16 = new("BF16", 2);

    private static readonly FrozenDictionary<string, ElementType> Known = new ElementType[]
    {
        F32, F16, BF16, new("F64", 8), new("I64", 8), new("I32", 4), new("I16", 2), new("I8", 1), new("U64", 8), new("U32", 4), new("U16", 2), new("U8", 1),
        new("BOOL", 1), new("F8_E4M3", 1), new("F8_E5M2", 1),
    }.ToFrozenDictionary(type => type.Name);

    private ElementType(string name, int size) => (Name, Size) = (name, size);

    public string Name { get; }

    public int Size { get; }

    public static ElementType? Find(string name) => Known.GetValueOrDefault(name);
}
