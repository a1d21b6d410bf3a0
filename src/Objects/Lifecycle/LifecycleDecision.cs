using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Lifecycle;

internal sealed record LifecycleDecision(LifecycleAction Action, LifecycleRule Rule, DateTimeOffset Due);
