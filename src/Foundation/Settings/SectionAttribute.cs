namespace Athanor.Foundation.Settings;

/// <summary>Names the section of <c>athanor.yaml</c> that an options class is bound to.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SectionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
