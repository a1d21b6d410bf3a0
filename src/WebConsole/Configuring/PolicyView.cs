using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Policies;

namespace Athanor.WebConsole.Configuring;

/// <summary>The policy in the editor, whether it is in force or not, with what it means where it can be read.</summary>
public sealed record PolicyView(BucketSettings Settings, string Text, string Sample, PolicyExplanation? Explanation, Problem? Problem)
{
    public bool IsInForce => Settings.Policy is { } policy && policy.ReplaceLineEndings("\n").Trim() == Text.Trim();
}
