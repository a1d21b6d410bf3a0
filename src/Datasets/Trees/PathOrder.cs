using Athanor.Objects.Names;

namespace Athanor.Datasets.Trees;

/// <summary>Paths in the order of their UTF-8 bytes: that of S3, of the databases and of <c>sort</c> in the C locale.</summary>
internal sealed class PathOrder : IComparer<string>
{
    public static PathOrder Comparer { get; } = new();

    public static int Compare(string left, string right) => ObjectKey.Compare(left, right);

    int IComparer<string>.Compare(string? left, string? right) => ObjectKey.Compare(left!, right!);
}
