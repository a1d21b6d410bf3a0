using Athanor.Datasets.Checks.Declaration;
using Athanor.Datasets.Checks.Kinds;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks;

/// <summary>Runs all checks of a declaration over a tree, one after the other. A check that cannot be run has failed, and says why.</summary>
public sealed class CheckRunner(TimeProvider clock, IFindingCache? known = null, CheckLimits? limits = null)
{
    private readonly IFindingCache _known = known ?? new FindingsInMemory();
    private readonly CheckLimits _limits = limits ?? CheckLimits.Default;

    public async Task<CheckReport> RunAsync(ICheckedTree tree, CheckDeclaration declaration, CancellationToken cancellation)
    {
        var (startedAt, start) = (clock.GetUtcNow(), clock.GetTimestamp());
        var outcomes = new List<CheckOutcome>();
        foreach (var check in declaration.Checks) outcomes.Add(await RunAsync(tree, check, cancellation));
        return new(startedAt, clock.GetElapsedTime(start).TotalSeconds, outcomes);
    }

    private async Task<CheckOutcome> RunAsync(ICheckedTree tree, Check check, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        var findings = new FindingCollector(_limits.Findings);
        if (await FailureOfAsync(ToRun(check), new(tree, _known, _limits, findings, clock), cancellation) is { } failure)
        {
            findings.Allowed = 0;
            findings.Add(new($"{failure.Detail} {failure.Hint}", []));
        }
        return new(
            check.Name, check.Kind, check.Severity, findings.Passed, findings.Examined, findings.Reused, findings.Found, findings.Kept, clock.GetElapsedTime(start).TotalSeconds);
    }

    private async Task<Problem?> FailureOfAsync(ICheckRun run, CheckContext context, CancellationToken cancellation)
    {
        using var time = new CancellationTokenSource(_limits.Time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            await run.RunAsync(context, either.Token);
            return null;
        }
        catch (ProblemException failure)
        {
            return failure.Problem;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ChecksProblems.CheckTooLong(_limits.Time);
        }
    }

    private static ICheckRun ToRun(Check check) => check switch
    {
        DecodesCheck decodes => new DecodesRun(decodes),
        DuplicatesCheck duplicates => new DuplicatesRun(duplicates),
        BalanceCheck balance => new BalanceRun(balance),
        SizeCheck size => new SizeRun(size),
        RequiredCheck required => new RequiredRun(required),
        ForbiddenCheck forbidden => new ForbiddenRun(forbidden),
        SqlCheck sql => new SqlRun(sql),
        _ => throw new ArgumentOutOfRangeException(nameof(check)),
    };
}
