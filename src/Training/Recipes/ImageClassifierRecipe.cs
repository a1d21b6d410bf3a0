using Athanor.Compute.Tensors;
using Athanor.Foundation.Problems;
using Athanor.Training.Data;
using Athanor.Training.Evaluations;
using Athanor.Training.Formats.Hub;
using Athanor.Training.Formats.Onnx;
using Athanor.Training.Loop;
using Athanor.Training.Models;

namespace Athanor.Training.Recipes;

/// <summary>A small residual network for images that lie in folders named as their classes.</summary>
internal sealed class ImageClassifierRecipe : Recipe
{
    public const string Name = "image-classifier";

    private static readonly int[] DefaultWidths = [16, 32, 64, 128];

    private readonly RunSettings _run;
    private readonly int _size;
    private readonly IReadOnlyList<int> _widths;
    private readonly int _blocks;
    private readonly int _stride;
    private readonly float _dropout;
    private readonly float _smoothing;
    private readonly bool _augments;
    private readonly bool _turns;

    public ImageClassifierRecipe(RecipeSettings settings)
        : base(Name, settings)
    {
        _run = RunSettings.Read(settings, new(Epochs: 20, Batch: 32, Rate: 0.01, Decay: 0.02, HeldOut: 0.2));
        _size = settings.Whole("size", 48, 8, 512);
        _widths = settings.Wholes("widths", DefaultWidths, 8, 2048);
        _blocks = settings.Whole("blocks", 1, 1, 16);
        _stride = settings.Whole("stride", 2, 1, 8);
        _dropout = (float)settings.Number("dropout", 0, 0, 0.9);
        _smoothing = (float)settings.Number("smoothing", 0.05, 0, 0.5);
        _augments = settings.Truth("augment", true);
        _turns = settings.Truth("turn", true);
    }

    internal override PreparedRun Prepare(RunPlace place)
    {
        var images = ImageFolder.Read(place.Data, _size);
        foreach (var broken in images.Broken.Take(10)) place.Tell($"left out {broken}");
        var split = Split.Of(images.Names, _run.HeldOut);
        if (split.Training.Count < _run.Batch) throw new ProblemException(TrainingProblems.TooFewSamples(split.Training.Count, _run.Batch));
        place.Tell($"{images.Names.Count} images of {images.Labels.Count} classes, {split.Held.Count} held out, {images.Broken.Count} left out");

        var normal = ImageNormal.Of(images, split.Training);
        var share = place.ShareOf(_run.Batch);
        var options = new ImageClassifierOptions(_size, _size, ImageFolder.Channels, images.Labels.Count, _widths, _blocks, Dropout: _dropout, Stride: _stride);
        var model = new ImageClassifier(place.Device, options, share, _run.Seed);
        if (place.Base is { } from) ModelFolder.LoadWeights(model, from);
        var order = new BatchOrder(split.Training.Count, _run.Batch, place.Workers.Rank, place.Workers.Size, _run.Seed);
        var rows = new ImageRows(images, split, normal, _augments ? new(_run.Seed, _size, _turns) : null);
        var task = new ClassifierTask(model, new Shape(share, _size, _size, ImageFolder.Channels), place.Device, place.Workers, rows, order, _run.Prefetch, _smoothing);
        return new(task, _run.Plan(order.BatchesOf(_run.Epochs), new AdamRule(Decay: (float)_run.Decay)), folder => Save(model, new(images.Labels, normal.Mean, normal.Deviation), folder)) { Finish = tell => Calibration.Apply(task, model, tell) };
    }

    private static void Save(ImageClassifier model, ClassifierCard card, string folder)
    {
        Directory.CreateDirectory(folder);
        if (OnnxExport.Fits(model)) OnnxExport.Write(model, card, Path.Combine(folder, OnnxExport.FileName));
        ModelFolder.Save(model, card, folder);
    }
}
