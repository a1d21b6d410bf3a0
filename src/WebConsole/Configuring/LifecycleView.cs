using Athanor.Foundation.Problems;
using Athanor.Objects.Lifecycle;
using Athanor.Objects.Model;

namespace Athanor.WebConsole.Configuring;

/// <summary>The lifecycle rules in the editor, in force or not, with what each says and what all would do now.</summary>
public sealed record LifecycleView(Bucket Bucket, string Text, bool IsInForce, LifecycleExplanation? Explanation, Problem? Problem);
