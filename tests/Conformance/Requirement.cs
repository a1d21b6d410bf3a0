using System.Diagnostics.CodeAnalysis;

namespace Athanor.Conformance;

/// <summary>A test that needs what a machine may lack is skipped with its reason; in CI nothing may be lacking.</summary>
public static class Requirement
{
    [DoesNotReturn]
    public static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
