using Athanor.Conformance;

namespace Athanor.EndToEnd.Training;

/// <summary>Workers die at any moment, one or all of them, and the model is the same to the bit.</summary>
public sealed class DrillTests : IDisposable
{
    private const string Recipe = "recipe: language-model\nepochs: 3\nbatch: 6\ncontext: 32\nwidth: 32\nlayers: 2\nheads: 2\nshared-heads: 1\nfeed-forward: 64\nvocabulary: 300\nsample: 0\ncompare-every: 20";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(2), InlineData(3)]
    [Trait("Category", "Faults")]
    public async Task Whoever_is_killed_whenever_the_final_weights_are_those_of_a_run_that_was_never_interrupted(int size)
    {
        var kills = Environment.GetEnvironmentVariable("ATHANOR_FAULTS") == "full" ? 50 : 5;
        using var whole = New("whole", size);
        whole.Start();
        var (succeeded, output) = await whole.EndAsync(TestContext.Current.CancellationToken);
        Assert.True(succeeded, output);
        var expected = await File.ReadAllBytesAsync(whole.ModelFile, TestContext.Current.CancellationToken);

        var (random, killed, resumed) = (new Random(size), 0, 0);
        for (var drill = 0; killed < kills; drill++)
        {
            using var drilled = New($"drilled-{drill}", size);
            do
            {
                drilled.Start();
                await Task.Delay(Longest * random.NextDouble(), TestContext.Current.CancellationToken);
                if (drilled.Kill(random.Next(3) == 0 ? [.. Enumerable.Range(0, size)] : [random.Next(size)])) killed++;
                (succeeded, output) = await drilled.EndAsync(TestContext.Current.CancellationToken);
                Assert.DoesNotContain("differ", output, StringComparison.Ordinal);
                if (output.Contains("goes on behind step", StringComparison.Ordinal)) resumed++;
            }
            while (!succeeded);

            Assert.Equal(expected, await File.ReadAllBytesAsync(drilled.ModelFile, TestContext.Current.CancellationToken));
        }
        Assert.True(resumed > 0, "It never went on from a checkpoint.");
    }

    private WorkerGang New(string name, int size)
    {
        var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        for (var file = 0; file < 8; file++) File.WriteAllText(Path.Combine(folder, "data", $"{file}.txt"), Words.Of(file));
        return new(folder, size, Recipe);
    }
}
