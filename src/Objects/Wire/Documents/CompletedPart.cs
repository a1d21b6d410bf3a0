using Athanor.Objects.Checksums;

namespace Athanor.Objects.Wire.Documents;

internal sealed record CompletedPart(int Number, string ETag, Checksum? Checksum);
