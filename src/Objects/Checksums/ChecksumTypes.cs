namespace Athanor.Objects.Checksums;

/// <summary>The words of <c>x-amz-checksum-type</c>.</summary>
internal static class ChecksumTypes
{
    public static string NameOf(ChecksumType type) => type == ChecksumType.Composite ? "COMPOSITE" : "FULL_OBJECT";
}
