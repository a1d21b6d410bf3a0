using System.CommandLine;

namespace Athanor.App.Verbs.Objects;

/// <summary>Everything under <c>athanor objects</c>: moving objects about, and keeping the store.</summary>
internal static class ObjectsVerbs
{
    public static Command Create() => new("objects", "Objects: buckets and what is in them.")
    {
        UsageVerbs.Usage(),
        UsageVerbs.Quota(),
        IntegrityVerbs.Verify(),
        IntegrityVerbs.Scrub(),
        IntegrityVerbs.Compact(),
    };
}
