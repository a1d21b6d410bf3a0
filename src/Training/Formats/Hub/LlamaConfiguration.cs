using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Training.Models;

namespace Athanor.Training.Formats.Hub;

/// <summary>A decoder's sizes, by the names of Hugging Face's LlamaConfig. What would compute otherwise than ours is refused, not ignored.</summary>
internal static class LlamaConfiguration
{
    private const string Architecture = "LlamaForCausalLM";

    public static void Write(Utf8JsonWriter json, DecoderOptions options)
    {
        json.WriteStartArray("architectures");
        json.WriteStringValue(Architecture);
        json.WriteEndArray();
        json.WriteString("model_type", "llama");
        foreach (var (name, value) in Sizes(options)) json.WriteNumber(name, value);
        json.WriteNumber("rms_norm_eps", options.Epsilon);
        json.WriteNumber("rope_theta", options.Theta);
        json.WriteString("hidden_act", "silu");
        json.WriteBoolean("attention_bias", false);
        json.WriteBoolean("mlp_bias", false);
        json.WriteBoolean("tie_word_embeddings", options.IsTied);
        json.WriteString("torch_dtype", "float32");
        // Ours have one special token that ends a text and stands between texts, and it is the first.
        foreach (var role in (ReadOnlySpan<string>)["bos_token_id", "eos_token_id", "pad_token_id"]) json.WriteNumber(role, 0);
    }

    public static DecoderOptions Read(JsonElement json)
    {
        var fields = new Fields(json);
        if (fields.Text("model_type") != "llama") throw Refusal("no 'model_type' of 'llama'");
        if (fields.Has("architectures") && !fields.Texts("architectures").Contains(Architecture)) throw Refusal($"no '{Architecture}' among its 'architectures'");
        if (fields.Text("hidden_act") is not (null or "silu")) throw Refusal("another activation than 'silu'");
        if (fields.Bool("attention_bias", false) || fields.Bool("mlp_bias", false)) throw Refusal("biases, which our decoder has not");
        var (width, heads) = (fields.Int("hidden_size"), fields.Int("num_attention_heads"));
        var options = new DecoderOptions(
            fields.Int("vocab_size"), width, fields.Int("num_hidden_layers"), heads, fields.Int("num_key_value_heads", heads), fields.Int("intermediate_size"), fields.Int("max_position_embeddings", 2048),
            ThetaOf(fields), fields.Float("rms_norm_eps", 1e-6f), fields.Bool("tie_word_embeddings", false));
        return (options with { HeadWidth = fields.Int("head_dim", options.HeadWidth) }).Check();
    }

    // Since 2025 theta stands in an object of its own.
    private static float ThetaOf(Fields fields)
    {
        var rope = fields.Object("rope_parameters");
        foreach (var scaling in (ReadOnlySpan<Fields?>)[rope, fields.Object("rope_scaling")])
        {
            if ((scaling?.Text("rope_type") ?? scaling?.Text("type")) is not (null or "default")) throw Refusal("stretched places ('rope_scaling'), which our decoder has not");
        }
        return rope is not null && rope.Has("rope_theta") ? rope.Float("rope_theta") : fields.Float("rope_theta", 10000);
    }

    private static IEnumerable<(string Name, int Value)> Sizes(DecoderOptions options) =>
    [
        ("vocab_size", options.Vocabulary), ("hidden_size", options.Width), ("intermediate_size", options.FeedForward), ("num_hidden_layers", options.Layers),
        ("num_attention_heads", options.Heads), ("num_key_value_heads", options.SharedHeads), ("head_dim", options.HeadWidth), ("max_position_embeddings", options.Context),
    ];

    private static ProblemException Refusal(string what) => new(FormatsProblems.BadConfiguration(ConfigurationFile.FileName, what));
}
