using System.CommandLine;

namespace Athanor.App.Verbs.Objects;

/// <summary>Everything under <c>athanor objects</c>: moving objects about, and keeping the store.</summary>
internal static class ObjectsVerbs
{
    public static Command Create()
    {
        var command = new Command("objects", "Objects: buckets and what is in them.");
        foreach (var verb in (Command[])
            [
                .. BucketVerbs.All(), TransferVerbs.Copy(), TransferVerbs.Move(), TransferVerbs.Sync(),
                UsageVerbs.Usage(), UsageVerbs.Quota(), LifecycleVerbs.Lifecycle(), IntegrityVerbs.Verify(), IntegrityVerbs.Scrub(), IntegrityVerbs.Compact(),
            ])
            command.Subcommands.Add(verb);
        return command;
    }
}
