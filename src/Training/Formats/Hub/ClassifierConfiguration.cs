using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Training.Models;

namespace Athanor.Training.Formats.Hub;

/// <summary>The sizes of our classifiers and what belongs to them, in a config.json of our own words.</summary>
internal static class ClassifierConfiguration
{
    private const string Image = "athanor-image-classifier";
    private const string Tabular = "athanor-tabular-classifier";

    public static void Write(Utf8JsonWriter json, ImageClassifierOptions options, ClassifierCard card)
    {
        json.WriteString("model_type", Image);
        json.WriteNumber("height", options.Height);
        json.WriteNumber("width", options.Width);
        json.WriteNumber("channels", options.Channels);
        WriteList(json, "widths", options.Widths, json.WriteNumberValue);
        json.WriteNumber("blocks_per_stage", options.BlocksPerStage);
        json.WriteNumber("stride", options.Stride);
        json.WriteNumber("groups", options.Groups);
        json.WriteNumber("dropout", options.Dropout);
        WriteCard(json, card);
    }

    public static void Write(Utf8JsonWriter json, TabularClassifierOptions options, ClassifierCard card)
    {
        json.WriteString("model_type", Tabular);
        WriteList(json, "hidden", options.Hidden, json.WriteNumberValue);
        json.WriteNumber("dropout", options.Dropout);
        WriteCard(json, card);
    }

    public static (ImageClassifierOptions Options, ClassifierCard Card) ReadImage(JsonElement json)
    {
        var (fields, card) = Read(json, Image);
        var options = new ImageClassifierOptions(
            fields.Int("height"), fields.Int("width"), fields.Int("channels"), card.Labels.Count, fields.Ints("widths"), fields.Int("blocks_per_stage"), fields.Int("groups"), fields.Float("dropout"), fields.Int("stride", 1)).Check();
        return (options, card.Check(options.Classes, options.Channels));
    }

    public static (TabularClassifierOptions Options, ClassifierCard Card) ReadTabular(JsonElement json)
    {
        var (fields, card) = Read(json, Tabular);
        var options = new TabularClassifierOptions(card.Mean.Count, card.Labels.Count, fields.Ints("hidden"), fields.Float("dropout")).Check();
        return (options, card.Check(options.Classes, options.Features));
    }

    private static (Fields Fields, ClassifierCard Card) Read(JsonElement json, string kind)
    {
        var fields = new Fields(json);
        if (fields.Text("model_type") != kind) throw new ProblemException(FormatsProblems.BadConfiguration(ConfigurationFile.FileName, $"no 'model_type' of '{kind}'"));
        return (fields, new(fields.Texts("labels"), fields.Floats("mean"), fields.Floats("deviation")));
    }

    private static void WriteCard(Utf8JsonWriter json, ClassifierCard card)
    {
        WriteList(json, "labels", card.Labels, json.WriteStringValue);
        WriteList(json, "mean", card.Mean, json.WriteNumberValue);
        WriteList(json, "deviation", card.Deviation, json.WriteNumberValue);
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(item);
        json.WriteEndArray();
    }
}
