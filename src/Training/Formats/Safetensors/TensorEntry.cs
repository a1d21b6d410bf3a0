namespace Athanor.Training.Formats.Safetensors;

/// <summary>A tensor of a file and where its bytes lie behind the header. Sizes may be none at all (one number) or zero, as the format allows.</summary>
public sealed record TensorEntry(string Name, ElementType Type, IReadOnlyList<long> Sizes, long Begin, long End)
{
    public long Length => (End - Begin) / Type.Size;
}
