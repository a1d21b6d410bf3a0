using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Athanor.Training.Tokens;

/// <summary>What Hugging Face's tokenizers read.</summary>
internal static class TokenizerJson
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Tokenizer tokenizer) => Written(json =>
    {
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        WriteSpecial(json, tokenizer);
        json.WriteNull("normalizer");
        foreach (var part in (ReadOnlySpan<string>)["pre_tokenizer", "post_processor", "decoder"]) WriteByteLevel(json, part);
        WriteModel(json, tokenizer);
    });

    public static byte[] Configuration(Tokenizer tokenizer, int context) => Written(json =>
    {
        json.WriteString("tokenizer_class", "PreTrainedTokenizerFast");
        json.WriteNumber("model_max_length", context);
        json.WriteBoolean("clean_up_tokenization_spaces", false);
        if (tokenizer.Special.MinBy(token => token.Value).Key is not { } end) return;
        foreach (var role in (ReadOnlySpan<string>)["bos_token", "eos_token", "pad_token"]) json.WriteString(role, end);
    });

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSpecial(Utf8JsonWriter json, Tokenizer tokenizer)
    {
        json.WriteStartArray("added_tokens");
        foreach (var (text, number) in tokenizer.Special.OrderBy(token => token.Value))
        {
            json.WriteStartObject();
            json.WriteNumber("id", number);
            json.WriteString("content", text);
            foreach (var trait in (ReadOnlySpan<string>)["single_word", "lstrip", "rstrip", "normalized"]) json.WriteBoolean(trait, false);
            json.WriteBoolean("special", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string part)
    {
        json.WriteStartObject(part);
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", true);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, Tokenizer tokenizer)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        foreach (var nothing in (ReadOnlySpan<string>)["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix"]) json.WriteNull(nothing);
        foreach (var trait in (ReadOnlySpan<string>)["fuse_unk", "byte_fallback", "ignore_merges"]) json.WriteBoolean(trait, false);
        var texts = Texts(tokenizer);
        json.WriteStartObject("vocab");
        for (var number = 0; number < texts.Length; number++) json.WriteNumber(texts[number], number);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var merge in tokenizer.Merges) json.WriteStringValue($"{texts[merge.Left]} {texts[merge.Right]}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string[] Texts(Tokenizer tokenizer)
    {
        var special = tokenizer.Special.Values.ToHashSet();
        return [.. tokenizer.Tokens.Select((bytes, number) => special.Contains(number) ? Encoding.UTF8.GetString(bytes) : ByteAlphabet.TextOf(bytes))];
    }
}
