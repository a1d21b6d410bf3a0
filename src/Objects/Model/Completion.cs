using Athanor.Objects.Checksums;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Model;

/// <summary>The parts that are to become an object, and all that its sender says of the whole.</summary>
internal sealed record Completion(IReadOnlyList<CompletedPart> Parts, WriteCondition Condition)
{
    public long? ObjectSize { get; init; }

    /// <summary>As it is told: base64, with the number of parts where it is composite.</summary>
    public (ChecksumAlgorithm Algorithm, string Value)? Checksum { get; init; }

    public string? ChecksumType { get; init; }
}
