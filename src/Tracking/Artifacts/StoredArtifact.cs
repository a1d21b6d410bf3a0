using Athanor.Objects.Model;

namespace Athanor.Tracking.Artifacts;

/// <summary>A file as the object store has it.</summary>
public sealed record StoredArtifact(Bucket Bucket, StoredObject Object);
