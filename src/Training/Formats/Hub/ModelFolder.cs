using Athanor.Compute.Tensors;
using Athanor.Foundation.Problems;
using Athanor.Training.Models;
using Athanor.Training.Modules;
using Athanor.Training.Formats.Safetensors;

namespace Athanor.Training.Formats.Hub;

/// <summary>
/// A model as a folder: model.safetensors with its weights by their names, config.json with its sizes. A decoder's is what Hugging Face's LlamaForCausalLM reads and
/// writes. config.json comes last: a folder without it is not finished.
/// </summary>
public static class ModelFolder
{
    private static readonly Dictionary<string, string> Metadata = new() { ["format"] = "pt" };

    public static void Save(Decoder model, string folder)
    {
        SaveWeights(model, folder);
        ConfigurationFile.Write(folder, json => LlamaConfiguration.Write(json, model.Options));
    }

    public static void Save(ImageClassifier model, ClassifierCard card, string folder)
    {
        card.Check(model.Options.Classes, model.Options.Channels);
        SaveWeights(model, folder);
        ConfigurationFile.Write(folder, json => ClassifierConfiguration.Write(json, model.Options, card));
    }

    public static void Save(TabularClassifier model, ClassifierCard card, string folder)
    {
        card.Check(model.Options.Classes, model.Options.Features);
        SaveWeights(model, folder);
        ConfigurationFile.Write(folder, json => ClassifierConfiguration.Write(json, model.Options, card));
    }

    public static DecoderOptions ReadDecoder(string folder) => ConfigurationFile.Read(folder, LlamaConfiguration.Read);

    public static (ImageClassifierOptions Options, ClassifierCard Card) ReadImageClassifier(string folder) => ConfigurationFile.Read(folder, ClassifierConfiguration.ReadImage);

    public static (TabularClassifierOptions Options, ClassifierCard Card) ReadTabularClassifier(string folder) => ConfigurationFile.Read(folder, ClassifierConfiguration.ReadTabular);

    /// <summary>Into a model that was made as the folder's configuration says. Each parameter gets its numbers, and no number is left over; where that cannot be, nothing is changed.</summary>
    public static void LoadWeights(Model model, string folder)
    {
        using var files = WeightFiles.Open(folder);
        var parameters = model.Parameters.Parameters;
        foreach (var parameter in parameters) Check(parameter, files.SizesOf(parameter.Name), folder);
        var known = parameters.Select(parameter => parameter.Name).ToHashSet();
        if (files.Names.FirstOrDefault(name => !known.Contains(name) && !IsNeedless(name, known)) is { } unknown) throw Refusal(folder, $"'{FormatsProblems.Shorten(unknown)}' has no place in it");
        foreach (var parameter in parameters) files.Read(parameter.Name, parameter.Value);
    }

    private static void SaveWeights(Model model, string folder)
    {
        Directory.CreateDirectory(folder);
        List<(string Name, Tensor Tensor)> tensors = [.. model.Parameters.Parameters.Select(parameter => (parameter.Name, parameter.Value))];
        SafetensorsWriter.Write(Path.Combine(folder, WeightFiles.FileName), tensors, Metadata);
    }

    private static void Check(Parameter parameter, IReadOnlyList<long>? sizes, string folder)
    {
        if (sizes is null) throw Refusal(folder, $"there is no '{parameter.Name}'");
        if (!sizes.SequenceEqual(parameter.Shape.Sizes.ToArray().Select(size => (long)size))) throw Refusal(folder, $"'{parameter.Name}' is [{string.Join(", ", sizes)}] there and {parameter.Shape} here");
    }

    // A tied projection is often stored beside the table that it is, and old files hold what follows from theta.
    private static bool IsNeedless(string name, HashSet<string> known) =>
        (name == "lm_head.weight" && known.Contains("model.embed_tokens.weight")) || name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal);

    private static ProblemException Refusal(string folder, string reason) => new(FormatsProblems.OtherWeights(folder, reason));
}
