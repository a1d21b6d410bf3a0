namespace Athanor.Datasets.Decoding;

/// <summary>How bright a colour looks (ITU-R BT.601), as JPEG itself weighs it.</summary>
internal static class Luma
{
    public static byte Of(byte red, byte green, byte blue) => (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
}
