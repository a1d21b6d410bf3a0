using Athanor.App.Server;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Settings;
using Athanor.Foundation.Units;

namespace Athanor.App.Diagnosis;

internal sealed class DatabaseExamination(Configuration configuration, DataDirectory data, TimeProvider clock) : IExamination
{
    public string Area => "metadata";

    public ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellation)
    {
        var options = configuration.Get<DatabaseOptions>();
        var start = clock.GetTimestamp();
        try
        {
            var probe = DatabaseOpener.Probe(options, data.Path);
            if (probe is null) return ValueTask.FromResult<IReadOnlyList<Finding>>([new(Area, "database", FindingState.Ok, $"SQLite; {DatabaseOpener.FileName} is made at the first start")]);

            List<Finding> findings = [new(Area, "database", FindingState.Ok, $"{probe.Engine} {probe.Version}, answers in {clock.GetElapsedTime(start).TotalMilliseconds:0.0} ms")];
            if (probe.Size is { } size) findings.Add(new(Area, "size", FindingState.Ok, new Bytes(size).ToString()));
            return ValueTask.FromResult<IReadOnlyList<Finding>>(findings);
        }
        catch (ProblemException failure)
        {
            return ValueTask.FromResult<IReadOnlyList<Finding>>([new(Area, "database", FindingState.Fault, failure.Problem.Detail, "The server cannot start, or answers no request that needs metadata.", failure.Problem.Hint)]);
        }
    }
}
