using System.Text.Encodings.Web;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Training.Formats.Hub;
using Athanor.Training.Models;

namespace Athanor.Training.Formats.Onnx;

/// <summary>
/// Classifiers as ONNX (https://github.com/onnx/onnx/blob/main/docs/IR.md), for whoever runs them: <c>input</c> are the numbers as they come, in batches of any size, <c>logits</c> and
/// <c>probabilities</c> come out. What belongs before the model is inside, and the labels are in its metadata.
/// </summary>
public static class OnnxExport
{
    public const string FileName = "model.onnx";
    public const string Input = "input";
    public const string Logits = "logits";
    public const string Probabilities = "probabilities";
    public const string Labels = "labels";

    // One message of Protocol Buffers ends at 2 GiB.
    private const long MostParameters = 400_000_000;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Larger models cannot be told in this format.</summary>
    public static bool Fits(Model model) => model.Parameters.Length <= MostParameters;

    /// <summary>Rows [batch, features].</summary>
    public static void Write(TabularClassifier model, ClassifierCard card, string path)
    {
        var (options, graph) = (model.Options, Begin(model));
        card.Check(options.Classes, options.Features);
        graph.Input(Input, options.Features);
        var layers = new OnnxLayers(graph, model);
        var values = layers.Scale(Input, card, [1, options.Features]);
        for (var layer = 0; layer < options.Hidden.Count; layer++) values = layers.Relu(layers.Linear(values, $"layers.{layer}"));
        layers.Linear(values, "head", Logits);
        Finish(graph, options.Classes, card, path);
    }

    /// <summary>Images [batch, channels, height, width].</summary>
    public static void Write(ImageClassifier model, ClassifierCard card, string path)
    {
        var (options, graph) = (model.Options, Begin(model));
        card.Check(options.Classes, options.Channels);
        graph.Input(Input, options.Channels, options.Height, options.Width);
        var layers = new OnnxLayers(graph, model);
        var image = new OnnxImage(layers, options, layers.Scale(Input, card, [1, options.Channels, 1, 1]), options.Height, options.Width);
        image = image.Normed("stem", options.Stride).Relu();
        foreach (var block in ImageBlock.All(options)) image = image.Through(block);
        layers.Linear(layers.MeanPool(image.Values), "head", Logits);
        Finish(graph, options.Classes, card, path);
    }

    private static OnnxGraph Begin(Model model)
    {
        if (!Fits(model)) throw new ProblemException(FormatsProblems.TooLargeForOnnx(model.Parameters.Length, MostParameters));
        return new();
    }

    private static void Finish(OnnxGraph graph, int classes, ClassifierCard card, string path)
    {
        graph.AddAs(Probabilities, "Softmax", [Logits], OnnxAttribute.Of("axis", -1L));
        graph.Output(Logits, classes);
        graph.Output(Probabilities, classes);
        graph.Name("classifier");
        WholeFile.Write(path, file => file.Write(ModelOf(graph, card).Written));
    }

    private static ProtoWriter ModelOf(OnnxGraph graph, ClassifierCard card)
    {
        var model = new ProtoWriter();
        model.Integer(OnnxFields.Model.IrVersion, OnnxFields.IrVersion);
        model.Text(OnnxFields.Model.ProducerName, "athanor");
        model.Bytes(OnnxFields.Model.Graph, graph.Written);
        model.Message(OnnxFields.Model.OperatorSet, set => set.Integer(OnnxFields.OperatorSet.Version, OnnxFields.Operators));
        model.Message(OnnxFields.Model.Metadata, entry =>
        {
            entry.Text(OnnxFields.Entry.Key, Labels);
            entry.Text(OnnxFields.Entry.Value, JsonSerializer.Serialize(card.Labels, Plain));
        });
        return model;
    }
}
