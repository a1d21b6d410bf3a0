using Athanor.Accounting.Model;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Usage;

namespace Athanor.Accounting;

/// <summary>Any story of jobs, kills, sleep and changed machines leaves books that add up, and say what a plain notebook says.</summary>
public sealed class StoryTests(PostgresFixture server)
{
    private static readonly string[] Nodes = ["one", "two"];

    [Theory, InlineData("SQLite", 1), InlineData("SQLite", 2), InlineData("SQLite", 3), InlineData("SQLite", 4), InlineData("PostgreSQL", 5), InlineData("PostgreSQL", 6)]
    public async Task Books_add_up_after_any_story(string engine, int seed)
    {
        await using var home = await BookHome.CreateAsync(engine, server);
        var story = new Story(home, new Random(seed));

        for (var step = 0; step < 120; step++) await story.StepAsync();
    }

    private sealed class Story(BookHome home, Random random)
    {
        private readonly DateTimeOffset _begin = home.Clock.GetUtcNow();
        private readonly Dictionary<(long Job, int Attempt), UsageEntry> _entries = [];

        public Task StepAsync() => random.Next(12) switch
        {
            0 or 1 or 2 => PassAsync(random.Next(60)),
            3 or 4 => PlaceAsync(_entries.Count + 1, 1),
            5 or 6 => EndAsync(isPreempted: random.Next(2) == 0),
            7 => UseAsync(),
            8 => ChangeMachineAsync(),
            9 => KillAsync(),
            _ => CompareAsync(),
        };

        private DateTimeOffset Now => home.Clock.GetUtcNow();

        private IEnumerable<UsageEntry> Running => _entries.Values.Where(entry => entry.Until is null);

        private Task PassAsync(int seconds)
        {
            home.Clock.Advance(TimeSpan.FromSeconds(seconds));
            return home.LookAsync();
        }

        private Task PlaceAsync(long job, int attempt)
        {
            var nodes = Nodes.Where(_ => random.Next(3) > 0).DefaultIfEmpty("one").Select(node => new NodeHold(node, BookHome.Amounts(random.Next(1, 4) / 2.0, random.Next(4), random.Next(2))));
            return SayAsync(new(job, attempt, $"project-{job % 3}", $"owner-{job % 2}", "train", Now, null, [.. nodes]));
        }

        private async Task EndAsync(bool isPreempted)
        {
            if (Running.OrderBy(_ => random.Next()).FirstOrDefault() is not { } entry) return;
            await SayAsync(Measured(entry) with { Until = Now });
            if (isPreempted) await PlaceAsync(entry.Job, entry.Attempt + 1);
        }

        private async Task UseAsync()
        {
            foreach (var entry in Running.ToList()) await SayAsync(Measured(entry));
        }

        private UsageEntry Measured(UsageEntry entry) => entry with { Nodes = [.. entry.Nodes.Select(hold => hold with { Use = new() { CpuTime = (Now - entry.From) * random.NextDouble(), AcceleratorEnergy = new(random.Next(10_000)), AcceleratorTime = (Now - entry.From) * random.NextDouble() } })] };

        private Task SayAsync(UsageEntry entry)
        {
            _entries[(entry.Job, entry.Attempt)] = entry;
            return home.RecordAsync(entry);
        }

        private Task ChangeMachineAsync()
        {
            home.Machines.Machines.Clear();
            foreach (var node in Nodes.Where(_ => random.Next(4) > 0)) home.Machines.Machines.Add(new(node, BookHome.Amounts(random.Next(1, 9), random.Next(16), random.Next(3))));
            return home.LookAsync();
        }

        private async Task KillAsync()
        {
            home.Clock.Advance(TimeSpan.FromSeconds(random.Next(60)));
            await home.RestartAsync();
            home.Clock.Advance(TimeSpan.FromSeconds(random.Next(1200)));
            // Some jobs ended while nobody was there, and the server finds out later.
            foreach (var entry in Running.Where(_ => random.Next(3) == 0).ToList()) await SayAsync(Measured(entry) with { Until = entry.From + ((Now - entry.From) * random.NextDouble()) });
            await home.LookAsync();
        }

        private async Task CompareAsync()
        {
            var length = (int)(Now - _begin).TotalSeconds;
            if (length < 2) return;
            var from = _begin.AddSeconds(random.Next(length - 1));
            var until = from.AddSeconds(random.Next(1, length + 100));
            foreach (var by in Enum.GetValues<CostGrouping>())
            {
                var report = await home.AskAsync(from, until, by);
                CostAssert.AddsUp(report);
                Assert.Equal((double)report.Total.CpuHours, PlainCpuHours(from, until < Now ? until : Now), 1e-5);
            }
        }

        private double PlainCpuHours(DateTimeOffset from, DateTimeOffset until) => _entries.Values.Sum(entry =>
        {
            var (begin, end) = (entry.From > from ? entry.From : from, entry.Until is { } ended && ended < until ? ended : until);
            return end > begin ? (end - begin).TotalHours * entry.Nodes.Sum(hold => hold.Amounts.Cpus.Count) : 0;
        });
    }
}
