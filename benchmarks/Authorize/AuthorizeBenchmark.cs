using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Authorize;

/// <summary>What each request pays for being asked whether it may: many callers in many projects, so that no one answer stays in a cache.</summary>
internal sealed class AuthorizeBenchmark : IBenchmark
{
    private const int Callers = 1000;
    private const int ProjectsPerCaller = 20;
    private const int Questions = 1 << 16;
    private const int Decisions = 10_000_000;
    private const int Repetitions = 7;
    private const int Seed = 1337;

    private static readonly Bar RateBar = Harness.Bar.AtLeast(1_000_000);
    private static readonly Bar AllocationBar = Harness.Bar.AtMost(0);

    public string Name => "authorize";

    public string Description => $"Decisions per second on one core, over {Callers} callers with roles in {ProjectsPerCaller} projects each (median of {Repetitions} × {Decisions}), and bytes allocated meanwhile.";

    public string Bar => $"{RateBar.Describe("decisions/s")}; {AllocationBar.Describe("bytes")}";

    public Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        var questions = MakeQuestions(new Random(Seed));
        Decide(questions);      // compiled and warm before it is measured

        var rates = new List<double>();
        var allocated = 0L;
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var start = workplace.Clock.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var allowed = Decide(questions);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            rates.Add(Decisions / workplace.Clock.GetElapsedTime(start).TotalSeconds);
            Workplace.Say($"repetition {repetition}: {rates[^1] / 1e6:0.0} million per second, {100.0 * allowed / Decisions:0.0} % allowed");
        }

        var rate = new Series("decisions", "decisions/s", rates);
        return Task.FromResult(new BenchmarkResult(
            [Figure.AgainstBar("decisions", "decisions/s", rate.Median, RateBar), Figure.AgainstBar("allocated", "bytes", allocated, AllocationBar)],
            [rate]));
    }

    private static int Decide(Question[] questions)
    {
        var allowed = 0;
        for (var decision = 0; decision < Decisions; decision++)
        {
            ref readonly var question = ref questions[decision & (Questions - 1)];
            if (Authorizer.Allows(question.Caller, question.Permission, question.Project)) allowed++;
        }
        return allowed;
    }

    private static Question[] MakeQuestions(Random chance)
    {
        var callers = Enumerable.Range(0, Callers).Select(number => MakeCaller(number, chance)).ToArray();
        return [.. Enumerable.Range(0, Questions).Select(_ => new Question(
            callers[chance.Next(Callers)],
            AccessPermissions.All[chance.Next(AccessPermissions.All.Count)],
            chance.Next(10) == 0 ? null : $"project-{chance.Next(2 * ProjectsPerCaller)}"))];
    }

    private static Caller MakeCaller(int number, Random chance)
    {
        var roles = Enumerable.Range(0, ProjectsPerCaller).ToDictionary(project => $"project-{2 * project}", _ => (Role)chance.Next(1, 5));
        if (number % 50 == 0) roles[""] = Role.Viewer;
        return new Caller($"person-{number}", PrincipalKind.Person, keyId: null, roles);
    }

    private readonly record struct Question(Caller Caller, Permission Permission, string? Project);
}
