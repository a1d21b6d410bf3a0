namespace Athanor.Datasets.Tars;

/// <summary>Where a header keeps what.</summary>
internal static class TarFields
{
    public const int Kind = 156;

    public static Range Name { get; } = 0..100;
    public static Range Mode { get; } = 100..108;
    public static Range Owner { get; } = 108..116;
    public static Range Group { get; } = 116..124;
    public static Range Size { get; } = 124..136;
    public static Range ModifiedAt { get; } = 136..148;
    public static Range Checksum { get; } = 148..156;
    public static Range Magic { get; } = 257..265;
    public static Range Prefix { get; } = 345..500;
}
