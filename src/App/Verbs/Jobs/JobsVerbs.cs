using System.CommandLine;

namespace Athanor.App.Verbs.Jobs;

/// <summary>Everything under <c>athanor jobs</c>.</summary>
internal static class JobsVerbs
{
    public static Command Create() => new("jobs", "Jobs: submit, look at, explain, read, cancel, try again.")
    {
        SubmitVerb.Create(),
        JobListVerbs.List(),
        JobListVerbs.Show(),
        WhyVerb.Create(),
        LogsVerb.Create(),
        JobChangeVerbs.Cancel(),
        JobChangeVerbs.Retry(),
        JobChangeVerbs.Wait(),
        TopVerb.Create(),
        QuotaVerb.Create(),
    };
}
