using System.Diagnostics.Metrics;
using Athanor.Jobs.Model;

namespace Athanor.Jobs;

/// <summary>How many jobs come, how long they wait, and how they end.</summary>
internal sealed class JobsMetrics
{
    private readonly Counter<long> _submitted;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _waits;
    private readonly Histogram<double> _rounds;
    private readonly UpDownCounter<long> _active;

    public JobsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Athanor.Jobs");
        _submitted = meter.CreateCounter<long>("athanor.jobs.submitted", "{job}", "Jobs that were submitted.");
        _ended = meter.CreateCounter<long>("athanor.jobs.ended", "{job}", "Jobs that ended, by how they did.");
        _waits = meter.CreateHistogram<double>("athanor.jobs.wait", "s", "From when a job could start to when it got its place.");
        _rounds = meter.CreateHistogram<double>("athanor.jobs.round", "s", "How long a decision about the whole queue took.");
        _active = meter.CreateUpDownCounter<long>("athanor.jobs.active", "{job}", "Jobs that wait or run, by state.");
    }

    public void Moved(Job? before, Job after)
    {
        if (before?.State == after.State) return;
        if (before is null) _submitted.Add(1, Of(after.Project));
        else _active.Add(-1, OfState(before.State));
        if (!JobMoves.IsOver(after.State)) _active.Add(1, OfState(after.State));
        else if (before is not null) _ended.Add(1, Of(after.Project), OfState(after.State));
        if (before is { State: JobState.Queued } && after is { State: JobState.Placed, Attempt: { } attempt }) _waits.Record((attempt.PlacedAt - before.QueuedAt).TotalSeconds);
    }

    /// <summary>Of a job that was there when the server started.</summary>
    public void Found(Job job) => _active.Add(1, OfState(job.State));

    public void Decided(TimeSpan time) => _rounds.Record(time.TotalSeconds);

    private static KeyValuePair<string, object?> Of(string project) => new("project", project);

    private static KeyValuePair<string, object?> OfState(JobState state) => new("state", JobsProblems.Words(state));
}
