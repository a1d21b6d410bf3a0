using Athanor.Compute.Devices;
using Athanor.Compute.Devices.Reference;
using Athanor.Compute.Tensors;
using Athanor.Training.Models;
using Athanor.Training.Tests.Modules;

namespace Athanor.Training.Tests.Models;

/// <summary>One small model of each kind, with a batch for it.</summary>
internal sealed class SmallModels : IDisposable
{
    public static readonly IEnumerable<TheoryDataRow<string>> Names = [new("image"), new("tabular"), new("plain"), new("decoder"), new("untied")];

    private readonly IDevice _device;
    private readonly IDisposable _batch;

    private SmallModels(string name, ulong seed, IDevice device)
    {
        _device = device;
        (Model, _batch, Forward) = name switch
        {
            "image" => Of(new ImageClassifier(_device, new(6, 6, 2, 3, [4, 8], Groups: 2, Dropout: 0.2f), 2, seed), new(2, 6, 6, 2)),
            "tabular" => Of(new TabularClassifier(_device, new(5, 3, [7, 4], Dropout: 0.2f), 3, seed), new(3, 5)),
            "plain" => Of(new PlainConvolutions(_device, new(8, 2, 3, [4, 4]), 2, seed), new(2, 8, 8, 2)),
            "decoder" => Of(Decoder(isTied: true, seed)),
            "untied" => Of(Decoder(isTied: false, seed)),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    public Model Model { get; }

    public Func<Tensor> Forward { get; }

    public static SmallModels Make(string name, ulong seed = 7, IDevice? device = null) => new(name, seed, device ?? new ReferenceDevice());

    private Decoder Decoder(bool isTied, ulong seed) =>
        new(_device, new(Vocabulary: 11, Width: 8, Layers: 2, Heads: 2, SharedHeads: 1, FeedForward: 12, Context: 16, Theta: 100, IsTied: isTied), batch: 2, length: 5, seed);

    private static (Model, IDisposable, Func<Tensor>) Of(Model<Tensor> model, Shape shape)
    {
        var batch = GradientCheck.Random(shape, 3);
        return (model, batch, () => model.Forward(batch));
    }

    private static (Model, IDisposable, Func<Tensor>) Of(Decoder model)
    {
        var batch = new Indices(10);
        for (var index = 0; index < 10; index++) batch.Span[index] = index * 7 % 11;
        return (model, batch, () => model.Forward(batch));
    }

    public void Dispose()
    {
        Model.Dispose();
        _batch.Dispose();
        _device.Dispose();
    }
}
