using Athanor.Compute.Collectives;
using Athanor.Training.Evaluations;
using Athanor.Training.Tests.Loop;

namespace Athanor.Training.Tests.Evaluations;

public sealed class ScoreTests
{
    [Fact]
    public void What_was_counted_is_told()
    {
        using var alone = new Alone();
        var score = new ClassifierScore(3);
        score.Add(0, [0.8f, 0.1f, 0.1f]);
        score.Add(0, [0.2f, 0.7f, 0.1f]);
        score.Add(1, [0.1f, 0.8f, 0.1f]);
        score.Add(2, [0.1f, 0.1f, 0.8f]);

        var evaluation = score.Conclude(alone);

        Assert.Equal(0.75, evaluation.Metrics["accuracy"]);
        Assert.Equal((2.0 / 3 + 2.0 / 3 + 1) / 3, evaluation.Metrics["f1"], 1e-6);
        Assert.Equal(-(3 * Math.Log(0.8) + Math.Log(0.2)) / 4, evaluation.Metrics["loss"], 1e-5);
        Assert.Equal((0.6 + 0.7) / 4, evaluation.Metrics["calibration_error"], 1e-5);
        Assert.Equal([[1L, 1, 0], [0, 1, 0], [0, 0, 1]], evaluation.Confusion!);
    }

    [Fact]
    public void Several_workers_come_to_what_one_does()
    {
        static ClassifierScore Counted(int from, int step)
        {
            var score = new ClassifierScore(2);
            for (var index = from; index < 20; index += step) score.Add(index % 2, index % 3 == 0 ? [0.6f, 0.4f] : [0.3f, 0.7f]);
            return score;
        }

        var alone = Gang.Run(1, workers => Counted(0, 1).Conclude(workers))[0];
        var together = Gang.Run(2, workers => Counted(workers.Rank, 2).Conclude(workers));

        Assert.All(together, each => Assert.All(each.Metrics, metric => Assert.Equal(alone.Metrics[metric.Key], metric.Value, 1e-6)));
    }

    [Fact]
    public void Of_nothing_there_is_nothing_to_say()
    {
        using var alone = new Alone();

        Assert.Empty(new ClassifierScore(2).Conclude(alone).Metrics);
    }

    [Theory, InlineData(1.0), InlineData(0.25), InlineData(4.0)]
    public void The_temperature_that_logits_were_multiplied_by_is_found(double temperature)
    {
        var random = new Random(3);
        var samples = Enumerable.Range(0, 4000).Select(_ =>
        {
            var logit = random.NextDouble() * 4;
            var isFirst = random.NextDouble() < 1 / (1 + Math.Exp(-logit));
            return (isFirst ? 0 : 1, new[] { (float)(logit * temperature), 0f });
        }).ToList();

        Assert.Equal(temperature, Calibration.Find(samples), temperature * 0.15);
    }
}
