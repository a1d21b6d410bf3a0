using System.Text.Json.Nodes;
using Athanor.Compute.Devices.Reference;
using Athanor.Compute.Tensors;
using Athanor.Conformance;
using Athanor.Foundation.Problems;
using Athanor.Training.Formats.Hub;
using Athanor.Training.Formats.Safetensors;
using Athanor.Training.Models;
using Athanor.Training.Tests.Modules;

namespace Athanor.Training.Tests.Formats;

public sealed class ModelFolderTests : IDisposable
{
    private static readonly DecoderOptions Small = new(Vocabulary: 40, Width: 16, Layers: 2, Heads: 4, SharedHeads: 2, FeedForward: 24, Context: 32, Theta: 500, Epsilon: 1e-6f);
    private static readonly ClassifierCard Card = new(["ash", "birch", "cedar"], [120, 110], [60, 55]);

    private readonly TemporaryFolder _folder = new();
    private readonly ReferenceDevice _device = new();

    public void Dispose()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Llama_written_in_PyTorch_reads_the_folder_and_gives_the_same_logits(bool isTied)
    {
        Python.RequireTorch();
        using var model = NewDecoder(Small with { IsTied = isTied });
        GradientCheck.Fill(model.Parameters, 5, scale: 0.3f);
        using var tokens = Tokens();
        var expected = model.Forward(tokens).Span.ToArray();
        ModelFolder.Save(model, _folder.Path);

        var output = await Python.RunAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Formats", "llama.py")), _folder.Path, string.Join(',', tokens.Span.ToArray()), "2");

        var actual = output.Split(' ').Select(float.Parse).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.True(expected.Max() - expected.Min() > 0.5, "The logits should differ among each other, or anything would equal them.");
    }

    [Fact]
    public void A_decoder_that_was_saved_is_loaded()
    {
        using var model = NewDecoder(Small);
        ModelFolder.Save(model, _folder.Path);

        using var loaded = NewDecoder(ModelFolder.ReadDecoder(_folder.Path), seed: 99);
        ModelFolder.LoadWeights(loaded, _folder.Path);

        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(model.Parameters.Values.Span.ToArray(), loaded.Parameters.Values.Span.ToArray());
    }

    [Fact]
    public void The_token_that_ends_a_text_stands_in_the_configuration()
    {
        using (var model = NewDecoder(Small)) ModelFolder.Save(model, _folder.Path, endOfText: 7);

        Assert.Equal(7, (int?)JsonNode.Parse(File.ReadAllText(_folder.File("config.json")))!["eos_token_id"]);
    }

    [Fact]
    public void Classifiers_that_were_saved_are_loaded_with_their_labels()
    {
        using var images = new ImageClassifier(_device, new(8, 6, 2, 3, [4, 8], Groups: 2, Dropout: 0.25f, Stride: 2), 1, 7);
        using var rows = new TabularClassifier(_device, new(2, 3, [5, 4]), 1, 7);
        ModelFolder.Save(images, Card, _folder.File("images"));
        ModelFolder.Save(rows, Card, _folder.File("rows"));

        var (imageOptions, imageCard) = ModelFolder.ReadImageClassifier(_folder.File("images"));
        var (rowOptions, rowCard) = ModelFolder.ReadTabularClassifier(_folder.File("rows"));
        using var loadedImages = new ImageClassifier(_device, imageOptions, 1, 8);
        using var loadedRows = new TabularClassifier(_device, rowOptions, 1, 8);
        ModelFolder.LoadWeights(loadedImages, _folder.File("images"));
        ModelFolder.LoadWeights(loadedRows, _folder.File("rows"));

        Assert.Equal(Card.Labels, imageCard.Labels);
        Assert.Equal(Card.Mean, rowCard.Mean);
        Assert.Equal(0.25f, imageOptions.Dropout);
        Assert.Equal(images.Parameters.Values.Span.ToArray(), loadedImages.Parameters.Values.Span.ToArray());
        Assert.Equal(rows.Parameters.Values.Span.ToArray(), loadedRows.Parameters.Values.Span.ToArray());
    }

    [Fact]
    public void Weights_in_several_files_are_found_by_the_index()
    {
        using var model = NewDecoder(Small);
        ModelFolder.Save(model, _folder.Path);
        Shard(model);

        using var loaded = NewDecoder(Small, seed: 99);
        ModelFolder.LoadWeights(loaded, _folder.Path);

        Assert.Equal(model.Parameters.Values.Span.ToArray(), loaded.Parameters.Values.Span.ToArray());
    }

    [Theory, InlineData("../part-0.safetensors"), InlineData("/etc/part.safetensors"), InlineData("config.json")]
    public void An_index_leads_to_no_file_outside_of_its_folder(string name)
    {
        using var model = NewDecoder(Small);
        Shard(model);
        var index = _folder.File("model.safetensors.index.json");
        var json = JsonNode.Parse(File.ReadAllText(index))!;
        json["weight_map"]!["model.norm.weight"] = name;
        File.WriteAllText(index, json.ToJsonString());

        Assert.Equal("training/bad-weights-index", Assert.Throws<ProblemException>(() => ModelFolder.LoadWeights(model, _folder.Path)).Problem.Code);
    }

    [Fact]
    public void Weights_of_another_model_are_refused_and_change_nothing()
    {
        using (var other = NewDecoder(Small with { FeedForward = 28 })) ModelFolder.Save(other, _folder.Path);
        using var model = NewDecoder(Small);
        var before = model.Parameters.Values.Span.ToArray();

        var refusal = Assert.Throws<ProblemException>(() => ModelFolder.LoadWeights(model, _folder.Path));

        Assert.Contains("'model.layers.0.mlp.gate_proj.weight' is [28, 16] there and [24, 16] here", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Values.Span.ToArray());
    }

    [Fact]
    public void Weights_without_a_place_are_refused_but_for_those_that_are_needless()
    {
        using var model = NewDecoder(Small);
        using var extra = Tensor.Zeros(3);
        void Save(string name) => SafetensorsWriter.Write(
            _folder.File("model.safetensors"), [.. model.Parameters.Parameters.Select(parameter => (parameter.Name, parameter.Value)), (name, extra)], new Dictionary<string, string>());

        Save("lm_head.weight");
        ModelFolder.LoadWeights(model, _folder.Path);
        Save("model.layers.0.self_attn.rotary_emb.inv_freq");
        ModelFolder.LoadWeights(model, _folder.Path);
        Save("model.layers.0.self_attn.q_proj.bias");
        Assert.Equal("training/other-weights", Assert.Throws<ProblemException>(() => ModelFolder.LoadWeights(model, _folder.Path)).Problem.Code);
    }

    [Theory]
    [InlineData("model_type", "\"gpt2\"")]
    [InlineData("hidden_act", "\"gelu\"")]
    [InlineData("attention_bias", "true")]
    [InlineData("rope_scaling", """{"rope_type":"llama3","factor":8}""")]
    [InlineData("rope_scaling", "5")]
    [InlineData("architectures", """["LlamaForSequenceClassification"]""")]
    [InlineData("hidden_size", "\"16\"")]
    [InlineData("hidden_size", "1e99")]
    [InlineData("num_attention_heads", "0")]
    [InlineData("num_key_value_heads", "3")]
    [InlineData("num_hidden_layers", "100000")]
    [InlineData("rms_norm_eps", "-1")]
    [InlineData("vocab_size", "-1")]
    public void A_configuration_that_asks_for_another_computation_is_refused(string field, string value)
    {
        using (var model = NewDecoder(Small)) ModelFolder.Save(model, _folder.Path);
        Change(json => json[field] = JsonNode.Parse(value));

        Assert.Throws<ProblemException>(() => ModelFolder.ReadDecoder(_folder.Path));
    }

    [Fact]
    public void Theta_is_read_where_newer_files_have_it()
    {
        using (var model = NewDecoder(Small)) ModelFolder.Save(model, _folder.Path);
        Change(json =>
        {
            json.AsObject().Remove("rope_theta");
            json["rope_parameters"] = new JsonObject { ["rope_type"] = "default", ["rope_theta"] = 7000 };
        });

        Assert.Equal(7000, ModelFolder.ReadDecoder(_folder.Path).Theta);
    }

    [Fact]
    public void A_configuration_with_random_damage_is_refused_or_read_without_a_crash()
    {
        using (var model = NewDecoder(Small)) ModelFolder.Save(model, _folder.Path);
        var whole = File.ReadAllBytes(_folder.File("config.json"));
        var random = new Random(20261130);
        var (refused, accepted) = (0, 0);

        for (var round = 0; round < 1500; round++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "0123456789\"{}[],:nutrealsf \\"[random.Next(28)]);
            File.WriteAllBytes(_folder.File("config.json"), bytes);
            try
            {
                Assert.NotNull(ModelFolder.ReadDecoder(_folder.Path));
                accepted++;
            }
            catch (ProblemException)
            {
                refused++;
            }
        }

        Assert.True(refused > 200 && accepted > 20, $"{refused} refused, {accepted} accepted: the damage should reach what matters and what does not.");
    }

    [Fact]
    public void A_folder_without_weights_says_so()
    {
        using var model = NewDecoder(Small);
        Assert.Equal("training/no-file", Assert.Throws<ProblemException>(() => ModelFolder.ReadDecoder(_folder.Path)).Problem.Code);

        Assert.Equal("training/no-weights", Assert.Throws<ProblemException>(() => ModelFolder.LoadWeights(model, _folder.Path)).Problem.Code);
    }

    private Decoder NewDecoder(DecoderOptions options, ulong seed = 7) => new(_device, options, batch: 2, length: 6, seed);

    private static Indices Tokens()
    {
        var tokens = new Indices(12);
        for (var index = 0; index < 12; index++) tokens.Span[index] = index * 11 % 40;
        return tokens;
    }

    private void Shard(Decoder model)
    {
        File.Delete(_folder.File("model.safetensors"));
        var map = new JsonObject();
        foreach (var (part, parameters) in model.Parameters.Parameters.Chunk(8).Index())
        {
            SafetensorsWriter.Write(_folder.File($"part-{part}.safetensors"), [.. parameters.Select(parameter => (parameter.Name, parameter.Value))], new Dictionary<string, string>());
            foreach (var parameter in parameters) map[parameter.Name] = $"part-{part}.safetensors";
        }
        File.WriteAllText(_folder.File("model.safetensors.index.json"), new JsonObject { ["weight_map"] = map }.ToJsonString());
    }

    private void Change(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(_folder.File("config.json")))!;
        change(json);
        File.WriteAllText(_folder.File("config.json"), json.ToJsonString());
    }
}
