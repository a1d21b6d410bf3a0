namespace Athanor.Objects.Wire.Xml;

/// <summary>An element of a request's body. What it holds that nobody asks for is ignored.</summary>
internal sealed record Element(string Name, string Text, IReadOnlyList<Element> Children)
{
    public Element? Find(string name)
    {
        foreach (var child in Children)
            if (child.Name == name) return child;
        return null;
    }

    public string? TextOf(string name) => Find(name)?.Text.Trim();

    public IEnumerable<Element> All(string name) => Children.Where(child => child.Name == name);

    public bool Has(string name) => Find(name) is not null;
}
