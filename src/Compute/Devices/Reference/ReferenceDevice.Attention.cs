using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    public void Attend(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, bool isCausal)
    {
        Fit.Attend(query, key, value, output, statistics);
        var (batch, time, heads, width) = (query.Shape[0], query.Shape[1], query.Shape[2], query.Shape[3]);
        var weights = Scratch(time);
        for (var row = 0; row < batch * heads * time; row++)
        {
            var (b, head, i) = (row / time / heads, row / time % heads, row % time);
            var (shared, seen) = (head / (heads / key.Shape[2]), isCausal ? i + 1 : time);
            for (var j = 0; j < seen; j++) weights[j] = Dot(query, key, b, i, head, j, shared) / Math.Sqrt(width);
            var sum = LogOfSum(weights[..seen]);
            for (var channel = 0; channel < width; channel++)
            {
                var result = 0.0;
                for (var j = 0; j < seen; j++) result += Math.Exp(weights[j] - sum) * Place(value, b, j, shared)[channel];
                Place(output, b, i, head)[channel] = (float)result;
            }
            statistics.Pointer[row] = (float)sum;
        }
    }

    public void AttendBackward(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, Tensor outputGradient, Tensor queryGradient, Tensor keyGradient, Tensor valueGradient, bool isCausal)
    {
        Fit.Attend(query, key, value, output, statistics);
        Fit.Attend(outputGradient, keyGradient, valueGradient, queryGradient, statistics);
        Fit.Attend(query, keyGradient, value, outputGradient, statistics);
        var (batch, time, heads) = (query.Shape[0], query.Shape[1], query.Shape[2]);
        var weights = new AttentionWeights(query, key, value, output, statistics, outputGradient, isCausal);
        for (var row = 0; row < batch * heads * time; row++) GradientOfQuery(weights, queryGradient, row / time / heads, row % time, row / time % heads);
        for (var row = 0; row < batch * key.Shape[2] * time; row++) GradientOfKey(weights, keyGradient, valueGradient, row / time / key.Shape[2], row % time, row / time % key.Shape[2]);
    }

    private void GradientOfQuery(AttentionWeights weights, Tensor queryGradient, int b, int i, int head)
    {
        var sums = Scratch(queryGradient.Shape[3]);
        sums.Clear();
        for (var j = 0; j < queryGradient.Shape[1]; j++)
        {
            var (_, score) = weights.At(b, i, head, j);
            for (var channel = 0; channel < sums.Length; channel++) sums[channel] += score * Place(weights.Key, b, j, weights.SharedBy(head))[channel];
        }
        for (var channel = 0; channel < sums.Length; channel++) Place(queryGradient, b, i, head)[channel] = (float)sums[channel];
    }

    // Every head that shares a key and a value has its say.
    private void GradientOfKey(AttentionWeights weights, Tensor keyGradient, Tensor valueGradient, int b, int j, int shared)
    {
        var (width, heads) = (keyGradient.Shape[3], weights.Query.Shape[2]);
        var sums = Scratch(width * 2);
        sums.Clear();
        for (var (head, i) = (0, 0); head < heads; (head, i) = i + 1 < keyGradient.Shape[1] ? (head, i + 1) : (head + 1, 0))
        {
            if (weights.SharedBy(head) != shared) continue;
            var (weight, score) = weights.At(b, i, head, j);
            for (var channel = 0; channel < width; channel++)
            {
                sums[channel] += score * Place(weights.Query, b, i, head)[channel];
                sums[width + channel] += weight * Place(weights.OutputGradient, b, i, head)[channel];
            }
        }
        for (var channel = 0; channel < width; channel++)
        {
            Place(keyGradient, b, j, shared)[channel] = (float)sums[channel];
            Place(valueGradient, b, j, shared)[channel] = (float)sums[width + channel];
        }
    }

    private static double Dot(Tensor one, Tensor other, int b, int i, int head, int j, int shared)
    {
        var x = Place(one, b, i, head);
        var y = Place(other, b, j, shared);
        var sum = 0.0;
        for (var channel = 0; channel < one.Shape[3]; channel++) sum += (double)x[channel] * y[channel];
        return sum;
    }

    private static double LogOfSum(ReadOnlySpan<double> values)
    {
        var (most, sum) = (double.NegativeInfinity, 0.0);
        foreach (var value in values) most = Math.Max(most, value);
        foreach (var value in values) sum += Math.Exp(value - most);
        return most + Math.Log(sum);
    }

    /// <summary>How much place i looks at place j, and the gradient of the score behind it, both made again from what the forward pass kept.</summary>
    private readonly record struct AttentionWeights(Tensor Query, Tensor Key, Tensor Value, Tensor Output, Tensor Statistics, Tensor OutputGradient, bool IsCausal)
    {
        public int SharedBy(int head) => head / (Query.Shape[2] / Key.Shape[2]);

        public (double Weight, double Score) At(int b, int i, int head, int j)
        {
            if (IsCausal && j > i) return (0, 0);
            var (time, heads, root) = (Query.Shape[1], Query.Shape[2], Math.Sqrt(Query.Shape[3]));
            var weight = Math.Exp((Dot(Query, Key, b, i, head, j, SharedBy(head)) / root) - Statistics.Pointer[(((b * heads) + head) * time) + i]);
            var gradient = Dot(OutputGradient, Value, b, i, head, j, SharedBy(head)) - Dot(OutputGradient, Output, b, i, head, i, head);
            return (weight, weight * gradient / root);
        }
    }
}
