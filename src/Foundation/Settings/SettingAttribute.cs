namespace Athanor.Foundation.Settings;

/// <summary>Describes one setting where it is declared; validation, help and documentation are made from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>Masked wherever settings are shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A bound on numbers, sizes in bytes and durations in seconds.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>The words it may hold, where it is a choice.</summary>
    public string[] OneOf { get; init; } = [];
}
