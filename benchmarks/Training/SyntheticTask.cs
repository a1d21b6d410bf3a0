using Athanor.Compute.Collectives;
using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;
using Athanor.Training.Evaluations;
using Athanor.Training.Loop;
using Athanor.Training.Models;

namespace Athanor.Benchmarks.Training;

/// <summary>One of the two networks that are compared, on numbers that mean nothing: a batch is there at once.</summary>
internal sealed class SyntheticTask : ITrainingTask
{
    public const string Convolutions = "cnn", Decoder = "decoder";
    public const int Size = 64, Channels = 3, Classes = 10, Images = 64;
    public const int Vocabulary = 8192, Width = 256, Layers = 6, Heads = 8, FeedForward = 688, Length = 256, Rows = 8;
    public static readonly int[] Widths = [32, 64, 128];

    private readonly IDevice _device;
    private readonly Func<Tensor> _forward;
    private readonly IDisposable _input;
    private readonly Indices _targets;
    private readonly Tensor _losses;
    private readonly float _scale;

    private SyntheticTask(Model model, IDevice device, Func<Tensor> forward, IDisposable input, Indices targets, int workers, double samples)
    {
        (Model, _device, _forward, _input, _targets, SamplesPerStep) = (model, device, forward, input, targets, samples);
        (_losses, _scale) = (Tensor.Zeros(targets.Length), 1f / (targets.Length * workers));
    }

    public Model Model { get; }

    public int Prefetch => 1;

    public Tensor Gradient { get; private set; } = null!;

    public double SamplesPerStep { get; }

    public static SyntheticTask Of(string network, IDevice device, ICollectives workers) => network == Convolutions ? OfConvolutions(device, workers) : OfDecoder(device, workers);

    public static IUpdateRule RuleOf(string network) => network == Convolutions ? new MomentumRule(0.9f, 0, IsNesterov: false) : new AdamRule(Decay: 0.1f);

    public void Take(long batch)
    {
    }

    public (double Sum, long Count) Forward()
    {
        Gradient = _forward();
        _device.CrossEntropy(Gradient, _targets, _losses, Gradient, _scale);
        var sum = 0.0;
        foreach (var loss in _losses.Span) sum += loss;
        return (sum, _targets.Length);
    }

    public Evaluation Evaluate() => Evaluation.OfNothing;

    public void Dispose()
    {
        Model.Dispose();
        _input.Dispose();
        _targets.Dispose();
        _losses.Dispose();
    }

    private static SyntheticTask OfConvolutions(IDevice device, ICollectives workers)
    {
        var share = Images / workers.Size;
        var model = new PlainConvolutions(device, new(Size, Channels, Classes, Widths), share, seed: 1);
        var (input, random) = (Tensor.Zeros(share, Size, Size, Channels), new Random(1));
        foreach (ref var value in input.Span) value = (float)random.NextDouble();
        return new(model, device, () => model.Forward(input), input, Numbers(share, Classes), workers.Size, Images);
    }

    private static SyntheticTask OfDecoder(IDevice device, ICollectives workers)
    {
        var share = Rows / workers.Size;
        var model = new Decoder(device, new(Vocabulary, Width, Layers, Heads, Heads, FeedForward, Length, IsTied: false), share, Length, seed: 1);
        var input = Numbers(share * Length, Vocabulary);
        return new(model, device, () => model.Forward(input), input, Numbers(share * Length, Vocabulary), workers.Size, Rows * Length);
    }

    private static Indices Numbers(int count, int below)
    {
        var (numbers, random) = (new Indices(count), new Random(2));
        foreach (ref var number in numbers.Span) number = random.Next(below);
        return numbers;
    }
}
