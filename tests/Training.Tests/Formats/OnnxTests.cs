using Athanor.Compute.Devices.Reference;
using Athanor.Compute.Tensors;
using Athanor.Conformance;
using Athanor.Foundation.Problems;
using Athanor.Serving.Engines.OnnxRuntime;
using Athanor.Training.Formats.Hub;
using Athanor.Training.Formats.Onnx;
using Athanor.Training.Models;
using Athanor.Training.Tests.Modules;

namespace Athanor.Training.Tests.Formats;

/// <summary>ONNX Runtime, which knows nothing of us, has to compute what our own engine computes.</summary>
public sealed class OnnxTests : IDisposable
{
    private const int Batch = 4;
    private readonly TemporaryFolder _folder = new();
    private readonly ReferenceDevice _device = new();

    private string Place => _folder.File("model.onnx");

    public void Dispose()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(7, 9, 1, 1)]
    [InlineData(8, 8, 2, 1)]
    [InlineData(17, 14, 1, 2)]
    public void An_image_classifier_gives_the_same_logits_and_probabilities(int height, int width, int blocks, int stride)
    {
        using var model = new ImageClassifier(_device, new(height, width, 3, 5, [4, 8, 12], blocks, Groups: 2, Dropout: 0.3f, Stride: stride), Batch, 7);
        var card = new ClassifierCard(["a", "b", "c", "d", "„e“"], [120, 110, 100], [60, 55, 50]);
        Prepare(model);
        using var images = Pixels(new(Batch, height, width, 3));
        OnnxExport.Write(model, card, Place);

        using var onnx = OnnxModel.Load(Place, threads: 1);
        var outputs = Run(onnx, OnnxTensor.Of([Batch, 3, height, width], ChannelsFirst(images)));

        Assert.Equal(new long[] { -1, 3, height, width }, onnx.Inputs.Single().Sizes);
        Check(model, card, images, outputs);
        Assert.Equal("""["a","b","c","d","„e“"]""", onnx.Metadata(OnnxExport.Labels));
    }

    [Fact]
    public void A_tabular_classifier_gives_the_same_logits_and_probabilities()
    {
        using var model = new TabularClassifier(_device, new(6, 3, [9, 7], Dropout: 0.3f), Batch, 7);
        var card = new ClassifierCard(["a", "b", "c"], [120, 110, 100, 90, 130, 5], [60, 55, 50, 70, 80, 100]);
        Prepare(model);
        using var rows = Pixels(new(Batch, 6));
        OnnxExport.Write(model, card, Place);

        using var onnx = OnnxModel.Load(Place, threads: 1);

        Check(model, card, rows, Run(onnx, OnnxTensor.Of([Batch, 6], rows.Span.ToArray())));
    }

    [Fact]
    public void A_batch_of_one_gives_what_it_gives_in_company()
    {
        using var model = new TabularClassifier(_device, new(2, 3, []), Batch, 7);
        OnnxExport.Write(model, new(["a", "b", "c"], [0, 0], [1, 1]), Place);
        using var onnx = OnnxModel.Load(Place, threads: 1);

        var one = Run(onnx, OnnxTensor.Of([1, 2], [0.5f, -1]))[0].Floats.ToArray();
        var three = Run(onnx, OnnxTensor.Of([3, 2], [0.5f, -1, 7, 8, 9, 10]))[0].Floats.ToArray();

        Assert.Equal(one, three[..3]);
    }

    [Fact]
    public void A_card_that_does_not_fit_the_model_is_refused()
    {
        using var model = new TabularClassifier(_device, new(2, 3, []), Batch, 7);

        Assert.Throws<ProblemException>(() => OnnxExport.Write(model, new(["a", "b"], [0, 0], [1, 1]), Place));
        Assert.Throws<ProblemException>(() => OnnxExport.Write(model, new(["a", "b", "c"], [0, 0], [1, 0]), Place));
        Assert.False(File.Exists(Place));
    }

    private static void Prepare(Model model)
    {
        GradientCheck.Fill(model.Parameters, 5, scale: 0.5f);
        model.Chance.IsDropping = false;
    }

    private static Tensor Pixels(Shape shape)
    {
        var pixels = GradientCheck.Random(shape, 3);
        foreach (ref var value in pixels.Span) value = MathF.Round((value + 1) * 127.5f);
        return pixels;
    }

    private void Check(Model<Tensor> model, ClassifierCard card, Tensor raw, IReadOnlyList<OnnxTensor> outputs)
    {
        using var scaled = Tensor.From(raw.Shape, [.. raw.Span.ToArray().Select((value, index) => (value - card.Mean[index % card.Mean.Count]) / card.Deviation[index % card.Mean.Count])]);
        var logits = model.Forward(scaled);
        using var probabilities = Tensor.Zeros(logits.Shape);
        _device.Softmax(logits, probabilities);
        Close(logits, outputs[0]);
        Close(probabilities, outputs[1]);
    }

    private static void Close(Tensor expected, OnnxTensor actual)
    {
        Assert.Equal(expected.Shape.Sizes.ToArray().Select(size => (long)size), actual.Sizes);
        for (var index = 0; index < expected.Length; index++) Assert.Equal(expected.Span[index], actual.Floats[index], 1e-4f);
    }

    private static IReadOnlyList<OnnxTensor> Run(OnnxModel onnx, OnnxTensor input)
    {
        Assert.Equal([OnnxExport.Logits, OnnxExport.Probabilities], onnx.Outputs.Select(output => output.Name));
        return onnx.Run(new Dictionary<string, OnnxTensor> { [OnnxExport.Input] = input });
    }

    private static float[] ChannelsFirst(Tensor images)
    {
        var (height, width, channels) = (images.Shape[1], images.Shape[2], images.Shape[3]);
        var result = new float[images.Length];
        for (var index = 0; index < result.Length; index++)
        {
            var (channel, place, image) = (index % channels, index / channels % (height * width), index / channels / (height * width));
            result[(((image * channels) + channel) * height * width) + place] = images.Span[index];
        }
        return result;
    }
}
