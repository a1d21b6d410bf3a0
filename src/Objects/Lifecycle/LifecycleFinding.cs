using Athanor.Objects.Model;

namespace Athanor.Objects.Lifecycle;

/// <summary>A version that a rule is due for.</summary>
internal sealed record LifecycleFinding(StoredObject Version, VersionPlace Place, LifecycleDecision Decision);
