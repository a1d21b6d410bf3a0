using System.Text.Json;
using Athanor.Compute.Tensors;
using Athanor.Foundation.Problems;
using Athanor.Training.Data;
using Athanor.Training.Evaluations;
using Athanor.Training.Formats.Hub;
using Athanor.Training.Formats.Onnx;
using Athanor.Training.Loop;
using Athanor.Training.Models;

namespace Athanor.Training.Recipes;

/// <summary>A few linear layers that tell the class of a row of a table.</summary>
internal sealed class TabularRecipe : Recipe
{
    public const string Name = "tabular";
    public const string EncodingFile = "encoding.json";

    private static readonly int[] DefaultHidden = [64, 64];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly RunSettings _run;
    private readonly string _target;
    private readonly IReadOnlyList<int> _hidden;
    private readonly float _dropout;
    private readonly float _smoothing;

    public TabularRecipe(RecipeSettings settings)
        : base(Name, settings)
    {
        _run = RunSettings.Read(settings, new(Epochs: 60, Batch: 16, Rate: 0.003, Decay: 0.01, HeldOut: 0.2));
        _target = settings.Text("target", "");
        _hidden = settings.Wholes("hidden", DefaultHidden, 1, 1 << 14);
        _dropout = (float)settings.Number("dropout", 0.1, 0, 0.9);
        _smoothing = (float)settings.Number("smoothing", 0, 0, 0.5);
    }

    internal override PreparedRun Prepare(RunPlace place)
    {
        var table = CsvTable.Read(place.Data);
        // A row is known by what it says: rows that say the same are on the same side.
        var split = Split.Of([.. table.Rows.Select(row => string.Join('\u001f', row))], _run.HeldOut);
        var encoding = TableEncoding.Of(table, split.Training, _target.Length > 0 ? _target : null);
        var rows = new TableRows(table, encoding, split);
        if (rows.Training.Count < _run.Batch) throw new ProblemException(TrainingProblems.TooFewSamples(rows.Training.Count, _run.Batch));
        place.Tell($"{table.Rows.Count} rows of {encoding.Columns.Count} columns as {encoding.Width} numbers; {encoding.Labels.Count} classes of '{encoding.Target}', {rows.Held.Count} rows held out");

        var share = place.ShareOf(_run.Batch);
        var model = new TabularClassifier(place.Device, new(encoding.Width, encoding.Labels.Count, _hidden, _dropout), share, _run.Seed);
        if (place.Base is { } from) ModelFolder.LoadWeights(model, from);
        var order = new BatchOrder(rows.Training.Count, _run.Batch, place.Workers.Rank, place.Workers.Size, _run.Seed);
        var task = new ClassifierTask(model, new Shape(share, encoding.Width), place.Device, place.Workers, rows, order, _run.Prefetch, _smoothing);
        return new(task, _run.Plan(order.BatchesOf(_run.Epochs), new AdamRule(Decay: (float)_run.Decay)), folder => Save(model, encoding, rows, folder)) { Finish = tell => Calibration.Apply(task, model, tell) };
    }

    private static void Save(TabularClassifier model, TableEncoding encoding, TableRows rows, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, EncodingFile), JsonSerializer.Serialize(encoding, Json));
        var card = new ClassifierCard(encoding.Labels, rows.Mean, rows.Deviation);
        if (OnnxExport.Fits(model)) OnnxExport.Write(model, card, Path.Combine(folder, OnnxExport.FileName));
        ModelFolder.Save(model, card, folder);
    }
}
