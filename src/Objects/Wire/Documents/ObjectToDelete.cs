using Athanor.Objects.Names;

namespace Athanor.Objects.Wire.Documents;

/// <summary>The tag and the size, where they are given, are conditions.</summary>
internal sealed record ObjectToDelete(ObjectKey Key, string? VersionId, string? ETag, long? Size);
